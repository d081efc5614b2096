"""Documents that are handed in or edited on: self-evaluation, project cards, report in words."""

from .registry import DOCUMENTS, Document, write_documents

__all__ = ["DOCUMENTS", "Document", "write_documents"]
