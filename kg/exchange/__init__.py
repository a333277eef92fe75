"""The graph ⇄ the forms of other tools: statements, feeds, tables and packages out; facts, ratings and graphs in.

``selection`` says which claims, every other module is one form. All of them read and write streams.
"""
