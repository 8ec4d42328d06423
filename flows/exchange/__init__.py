"""Surveys and translations coming from elsewhere and going elsewhere. Pure: texts and bytes in, texts and bytes out."""
