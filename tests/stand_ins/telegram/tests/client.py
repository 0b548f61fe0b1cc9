"""A keyboard and a bot made with the real library, for the stand-in to be tried with."""

from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.stand_ins.telegram.server import TOKEN, TelegramServer

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Weiter", callback_data="next")]])


def application(server: TelegramServer) -> Application[Any, Any, Any, Any, Any, Any]:
    """A bot of the real library: /start shows a button, the button changes the message."""

    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        await update.effective_message.reply_text("Hallo", reply_markup=KEYBOARD)

    async def go_on(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("ja")
        await update.callback_query.edit_message_text("Schritt 2")

    made = Application.builder().token(TOKEN).base_url(server.url).build()
    made.add_handler(CommandHandler("start", start))
    made.add_handler(CallbackQueryHandler(go_on))
    return made
