"""What the pages about exercises share: words, the form, what one may do with one, and merging."""
