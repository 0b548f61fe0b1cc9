"""The Telegram side with the real library, against a stand-in that is as strict as Telegram."""
