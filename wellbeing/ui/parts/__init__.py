"""The pieces pages are composed of: native elements with our classes, without state or words of their own."""
