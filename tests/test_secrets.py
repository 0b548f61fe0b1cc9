"""What should never be sent to anybody, and what only looks like it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.reader.details import secret
from bot.reader.train import PHRASES, phrases
from tests.quality import QUESTIONS

SECRETS = """
my password is hunter2x
password: swordfish
Password = Tr0ub4dor&3
my linkedin password is "swordfish", is that ok?
pw: 12345678
login anna@example.com password 123456
hunter2x is my password
here is my password s3cret!pass please turn it off for me
mein Passwort: Sommer2024!
mein Passwort ist Sommer2024
Kennwort lautet geheim123
das passwort fuer linkedin ist Katze99#
mon mot de passe est soleil99
mot de passe : Azerty2024
mdp: azerty123
il-password tiegħi hija Valletta77
il-password: sigriet12
mi contraseña es gatito2020x
la clave es 482913
minha senha é futebol10br
a minha palavra-passe é lisboa2023!
la mia password è pippo1985x
mijn wachtwoord is welkom01
wachtwoord: Zomer2025
mit lösenord är sommar2024
mit kodeord er hej12345
min adgangskode er kat1234567
passordet mitt er sommer2024
salasanani on kissa1234
a jelszavam macska1234
jelszó: Budapest2020
moje hasło to kotek123
hasło: zaq12wsx
moje heslo je kocka1234
heslo: tajne123
moje geslo je macka1234
moja lozinka je zagreb2021x
parola mea este pisica123
parola: Bucuresti1
паролата ми е kotka123
парола: котка123
мій пароль котик2020
ο κωδικός μου είναι gata1234
mano slaptažodis yra katinas123
mana parole ir kakis1234
minu parool on kass1234
lykilorðið mitt er kisa1234
is é mo phasfhocal cat12345
my pin is 4821
PIN: 0815
code pin 4821
cvv 123
my verification code is 482913
code de vérification : 482913
Bestätigungscode 482913
4111 1111 1111 1111
4111111111111111
my card is 5500-0000-0000-0004 exp 12/27
meine kreditkarte 378282246310005
6011 1111 1111 1117
DE89 3704 0044 0532 0130 00
DE89370400440532013000 ist meine iban
mon iban est FR14 2004 1010 0505 0001 3M02 606 merci
MT84MALT011000012345MTLCAST001S
nl91abna0417164300
RSSMRA85T10A562S
il mio codice fiscale è rssmra85t10a562s
12345678Z
X1234567L
mi dni es 12345678-Z
AB123456C
my ppsn is 1234567T
0123456M
078-05-1120
2 55 08 14 168 025 38
85.07.30-033.28
131052-308T
811228-9874
211062-5629
161175-19997
780123/3540
44051401359
37605030299
01017910058
1800101221144
7523169263
0101006500006
1237 010180
my passport number is C01X00T47
Reisepass C01X00T478
Personalausweis: L01X00T471
meine steuer-id ist 65 929 970 489
mijn bsn is 111222333
mój numer dowodu osobistego ABS123456
o meu nif é 123456789
OIB: 94577403194
my social security number 078051120
""".strip().splitlines()

HARMLESS = """
I forgot my password
I forgot my password, what now?
do they use my password?
does linkedin train on passwords
do you need my password
never send a password to anybody
my password is not working
is my password safe
my password was in the leak of 2021
should I change my password after 3 November 2025?
how often should I change my password? every 90 days?
my password does not work on my iPhone15
password reset on windows11 fails
the passwords of 117 million people were stolen in 2012
reset password https://www.linkedin.com/checkpoint/rp/request-password-reset?trk=a1b2c3d4
they sent the password to anna2000@example.com
ich habe mein Passwort vergessen
brauchst du mein passwort?
werden passwörter auch benutzt
mein Passwort funktioniert nicht seit 2024
warum fragt linkedin nach meinem Passwort?
j'ai oublié mon mot de passe
est-ce qu'ils utilisent mon mot de passe ?
faut-il donner son mot de passe
insejt il-password tiegħi
jużaw il-password tiegħi?
olvidé mi contraseña
la clave es decir que no
esqueci a minha senha
ho dimenticato la password
puoi spiegarlo con parole semplici, in 5 minuti
ik ben mijn wachtwoord vergeten
jag har glömt mitt lösenord sedan 2023
jeg har glemt min adgangskode
unohdin salasanani
elfelejtettem a jelszavam 2025-ben
zapomniałem hasła
nie pamiętam hasła od 2024
zapomněl jsem heslo
zabudol som heslo v roku 2025
pozabil sem geslo
zaboravio sam lozinku
am uitat parola
забравих си паролата
я забув пароль
ξέχασα τον κωδικό μου
pamiršau slaptažodį
aizmirsu paroli
unustasin parooli
ég gleymdi lykilorðinu
rinne mé dearmad ar mo phasfhocal
since 3 November 2025
2012-2013
from 2003 to 2025
03.11.2025
2026-12-31
31/12/2026 23:59
on 20251103 they began
+49 170 1234567
+49 30 123456-789
0170 1234567
(030) 123456
+33 6 12 34 56 78
06 12 34 56 78
+44 7700 900123
07700 900123
+356 2122 3344
+1 (555) 123-4567
order number 123-4567890-1234567
Bestellnummer 4005551234567890
invoice 2025-000123
ticket #4711123
the tracking number is 00340434161094042557
https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678
linkedin.com/in/anna-muller-4111111111111111
www.example.com/?id=4242424242424242
https://docs.example.org/a/44051401359
1732541234567
1e100 is a big number
117000000 accounts
EU 2016/679
regulation (EU) 2016/679 article 6(1)(f)
art. 21(1) GDPR
case C-252/21
ISO 27001
the pin at the top of the page
pin this post
I am 17
under 18
can I see my passport photo in 2025?
does my id card matter?
brauche ich einen Ausweis?
mein Reisepass läuft am 12.11.2025 ab
is my social security number used?
verification code never came
je n'ai pas reçu le code de vérification
my code is on github
zip code 12345
error code 1045
iphone 15 pro max
chatgpt4 or gpt-4o
1,000,000,000 members
3.141592653589793
12345
1111 1111 1111 1111
DE and FR
GB82 looks like an iban
😀
""".strip().splitlines()


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_seen(text: str) -> None:
    assert secret(text)
    assert secret(f"hello, {text}")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_not_taken_for_it(text: str) -> None:
    assert not secret(text)
    assert not secret(f"hello, {text}")


def test_there_are_enough_of_both() -> None:
    assert min(len(set(SECRETS)), len(set(HARMLESS))) >= 90


def test_what_people_ask_is_no_secret() -> None:
    texts = [text for source in (PHRASES, QUESTIONS) for _, _, text in phrases(source)]
    assert [text for text in texts if secret(text)] == []


def test_nothing_and_very_much_of_anything_is_read_quickly() -> None:
    for text in ("", "1" * 5000, "1 " * 2500, "password " * 500, "a" * 5000, "pin: " * 900):
        secret(text)


def test_in_the_terminal_nothing_is_left_but_what_is_on_the_screen(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=b"my password is hunter2x\n",
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert b"It is on your screen only." in done.stdout
    assert b"hunter2x" not in done.stdout + done.stderr
    assert not [each for each in tmp_path.iterdir() if b"hunter2x" in each.read_bytes()]
