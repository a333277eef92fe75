"""Outside queries: bounded before they are parsed, answered in processes that can be killed."""
