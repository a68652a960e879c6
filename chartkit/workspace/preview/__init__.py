"""The preview of one preset: takes its file, gives a page that is drawn again on every save."""
