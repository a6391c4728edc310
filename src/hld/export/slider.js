"use strict";
const slider = document.getElementById("slider");
const after = document.getElementById("after");
const pictures = document.getElementById("pictures");
const line = document.createElement("div");
line.id = "line";
pictures.append(line);
function slide() {
  const picture = after.querySelector("svg").getBoundingClientRect();
  const frame = after.getBoundingClientRect();
  const at = picture.left - frame.left + picture.width * slider.value / 100;
  after.style.clipPath = `inset(0 0 0 ${at}px)`;
  line.style.left = `${at + frame.left - pictures.getBoundingClientRect().left}px`;
}
document.documentElement.classList.add("sliding");
slider.addEventListener("input", slide);
window.addEventListener("resize", slide);
slide();
