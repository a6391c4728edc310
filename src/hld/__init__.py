"""hld: high-level designs as code. A YAML spec in, checks, numbers and pictures out."""

__version__ = "0.1.0"
