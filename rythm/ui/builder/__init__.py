"""The builder of templates, for admins and for members."""
