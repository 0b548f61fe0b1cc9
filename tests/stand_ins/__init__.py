"""The platforms as far as a bot can tell: real sockets on 127.0.0.1. They know nothing of `bot`.

The two speak alike. A `server` has `user`s who say, press and see; it is `check`ed for `complaints`
about `requests` off the specification and for whatever is left `unanswered`. `fault` orders trouble
for the next calls, `weather` for as long as it lasts; `calls` and `called` look at what was asked.
What a platform has a word of its own for is called by it: a Telegram group, a Discord guild.
"""
