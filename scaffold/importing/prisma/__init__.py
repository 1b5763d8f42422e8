"""Reads a Prisma schema: `syntax` parses it, `tables` and `names` say what its migrations made."""
