"""A stand-in for Telegram: its Bot API on 127.0.0.1, judging every request.

async with TelegramServer() as server:
    ...start the bot with TELEGRAM_API_URL=server.url and TELEGRAM_TOKEN=server.token...
    ada = server.user(language="de")
    await ada.says("/start")
    message = await ada.answer()
    await ada.presses("Weiter")
    server.check()
"""
