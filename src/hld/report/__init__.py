"""How findings are shown: one module a format, each with `render(report, colour) -> str`."""
