import sys

# Without bytecode each worker and each `scaffold` that a test starts compiles every module again.
sys.dont_write_bytecode = False
