"""Setting a licence aside (撤销) and withdrawing it (撤回): the holder is heard, two persons decide, the register follows."""
