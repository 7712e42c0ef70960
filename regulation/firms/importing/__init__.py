"""Bringing a list into the register, one module for each step: receive it, choose its columns, work through its rows, settle what is held."""
