"""Model, Analysis and findings to Document: everything that is known of a design, in the order in which it is made."""

from hld.document.compose import Material, document

__all__ = ["Material", "document"]
