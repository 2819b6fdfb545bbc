# Everything that pages and letters say, in German.
# Another language is another file beside this one, with the same messages, and a line in `src/catalogue/languages.rs`.
# In messages with { $link } and { $end } the words between the two become a link.

language-name = Deutsch

## On every page

error-label = Fehler:
problem-heading = Es gibt ein Problem
skip-link = Zum Hauptinhalt springen
account-nav = Konto
language-nav = Sprache
help = Brauchen Sie Hilfe? { $support }
home-link = Startseite
change-password-link = Passwort ändern
sign-out-button = Abmelden
back-to-sign-in = Zurück zur Anmeldung
go-to-sign-in = Zur Anmeldung
go-to-home = Zur Startseite
cancel = Abbrechen
nobody-to-ask = das Team von { $portal }
support-both = { $email }, { $phone }
support-hours = { $support } ({ $hours })
reminder-heading = Ändern Sie Ihr vorläufiges Passwort
reminder-text = Sie haben sich mit einem vorläufigen Passwort angemeldet. Es gilt bis { $time }. Legen Sie vorher ein eigenes Passwort fest.

## Fields

username-label = Benutzername
account-id-label = Konto-ID
password-label = Passwort
current-password-label = Aktuelles Passwort
current-password-hint = Wenn Sie von uns ein vorläufiges Passwort per E-Mail erhalten haben, geben Sie es hier ein.
new-password-label = Neues Passwort
new-password-hint = Verwenden Sie mindestens { $count } Zeichen. Drei oder vier zufällige Wörter eignen sich gut. Sie können auch Leerzeichen und Sonderzeichen verwenden.
new-password-again-label = Neues Passwort wiederholen
show = Anzeigen
hide = Verbergen
show-password = Passwort anzeigen
hide-password = Passwort verbergen
password-is-shown = Ihr Passwort wird angezeigt
password-is-hidden = Ihr Passwort ist verborgen
show-current-password = Aktuelles Passwort anzeigen
hide-current-password = Aktuelles Passwort verbergen
current-password-is-shown = Ihr aktuelles Passwort wird angezeigt
current-password-is-hidden = Ihr aktuelles Passwort ist verborgen
show-new-password = Neues Passwort anzeigen
hide-new-password = Neues Passwort verbergen
new-password-is-shown = Ihr neues Passwort wird angezeigt
new-password-is-hidden = Ihr neues Passwort ist verborgen

## Sign In

sign-in-title = Anmelden
sign-in-button = Anmelden
sign-in-forgot = Passwort vergessen?
sign-in-signed-out = Sie sind abgemeldet.
sign-in-session-ended = Ihre Sitzung ist beendet. Melden Sie sich noch einmal an.
sign-in-username-missing = Geben Sie Ihren Benutzernamen ein
sign-in-password-missing = Geben Sie Ihr Passwort ein
sign-in-refused = Benutzername oder Passwort stimmt nicht
sign-in-refused-repeatedly = { $link }Setzen Sie Ihr Passwort zurück{ $end } oder wenden Sie sich an { $support }.
sign-in-temporary-expired = Ihr vorläufiges Passwort ist abgelaufen
ask-for-new-link = Neuen Link anfordern

## Password Reset Request

request-title = Anfrage zum Zurücksetzen des Passworts
request-text = Geben Sie an, um welches Konto es geht. Wir senden einen Link an die E-Mail-Adresse, die dafür hinterlegt ist.
request-button = Weiter
request-account-id-missing = Geben Sie Ihre Konto-ID ein
request-username-missing = Geben Sie Ihren Benutzernamen ein

## Request submitted

submitted-title = Anfrage eingegangen
submitted-heading = Ihre Anfrage ist eingegangen
submitted-text = Wenn Konto-ID und Benutzername zu einem Konto passen, senden wir eine E-Mail an die dafür hinterlegte Adresse.
submitted-link = Öffnen Sie den Link in dieser E-Mail, um Ihr Passwort zurückzusetzen. Der Link funktioniert nur einmal und gilt { $life }.
submitted-wait = Warten Sie 5 Minuten und sehen Sie dann in Ihrem Spam- oder Junk-Ordner nach.
submitted-check = Prüfen Sie Ihre Konto-ID und Ihren Benutzernamen. { $link }Stellen Sie dann eine neue Anfrage{ $end }.
submitted-contact = Wenn sich Ihre E-Mail-Adresse geändert hat, wenden Sie sich an { $support }.
if-no-email-heading = Wenn die E-Mail nicht ankommt

## Reset Password

reset-title = Passwort zurücksetzen
reset-button = Passwort zurücksetzen
reset-working = Ihr Passwort wird zurückgesetzt …
reset-without-scripts = Wählen Sie „Passwort zurücksetzen“, um fortzufahren.
reset-hello = Hallo { $name }.
reset-confirm = Wählen Sie „Passwort zurücksetzen“. Wir senden Ihnen dann sofort ein vorläufiges Passwort per E-Mail.
reset-not-you = Haben Sie das nicht angefordert? Schließen Sie diese Seite. Ihr Passwort bleibt unverändert.
reset-done-heading = Ihr Passwort wurde zurückgesetzt
reset-done-text = Wir senden Ihnen ein vorläufiges Passwort per E-Mail. Es gilt { $life } ab dem Versand.
reset-done-next = Melden Sie sich mit Ihrem Benutzernamen und dem vorläufigen Passwort an. Danach funktioniert Ihr altes Passwort nicht mehr.
reset-done-no-email = Warten Sie 5 Minuten und sehen Sie in Ihrem Spam- oder Junk-Ordner nach. { $link }Stellen Sie dann eine neue Anfrage{ $end }.
link-dead-title = Link abgelaufen
link-dead-heading = Dieser Link ist abgelaufen
link-dead-text = Ein Link zum Zurücksetzen funktioniert nur einmal und gilt { $life }. Das Öffnen dieser Seite hat Ihr Passwort nicht geändert.
link-dead-copied = Wenn Sie den Link kopiert haben, prüfen Sie, ob er vollständig ist.
link-dead-letter = Wenn Sie eine E-Mail mit einem vorläufigen Passwort erhalten haben, melden Sie sich mit diesem Passwort an.

## Home

home-title = Startseite
home-changed-title = Passwort geändert: Startseite
home-heading = Willkommen, { $name }
home-heading-nameless = Willkommen
home-changed-heading = Erledigt
home-changed-text = Ihr Passwort wurde geändert.
home-applications = Anwendungen
home-new-tabs = Einige Anwendungen öffnen sich in einem neuen Browser-Tab.
home-passwords = Auch dort werden Sie nach Ihrem Passwort gefragt: Verwenden Sie dasselbe wie hier.
home-opens-in-new-tab = { $application } (öffnet sich in neuem Tab)
home-empty = Für Sie sind noch keine Anwendungen eingerichtet. Wenden Sie sich an { $support }.

## Change Password

change-title = Passwort ändern
change-button = Passwort ändern
change-current-missing = Geben Sie Ihr aktuelles Passwort ein
change-current-wrong = Das aktuelle Passwort stimmt nicht
change-new-missing = Geben Sie ein neues Passwort ein
change-too-short = Ihr neues Passwort muss mindestens { $count } Zeichen lang sein
change-too-long = Ihr neues Passwort ist zu lang: Wählen Sie ein kürzeres
change-too-easy = Ihr neues Passwort ist zu leicht zu erraten: Wählen Sie ein ungewöhnlicheres
change-same = Ihr neues Passwort muss sich von Ihrem aktuellen Passwort unterscheiden
change-contains-name = Ihr neues Passwort darf weder Ihren Namen noch Ihren Benutzernamen enthalten
change-temporary-shape = Ihr neues Passwort darf nicht wie ein vorläufiges Passwort aussehen: Wählen Sie ein eigenes
change-no-match = Die beiden neuen Passwörter stimmen nicht überein

## Applications

confirm-title = Passwort bestätigen
confirm-text = Geben Sie Ihr Passwort ein, um { $application } zu öffnen.
confirm-button = { $application } öffnen
confirm-missing = Geben Sie Ihr Passwort ein
confirm-wrong = Das Passwort stimmt nicht
going-on-title = { $application } wird geöffnet
going-on-text = Wenn nichts passiert, folgen Sie dem Link.
going-on-link = Weiter zu { $application }

## When something is in the way

not-found-title = Seite nicht gefunden
not-found-typed = Wenn Sie die Webadresse eingetippt haben, prüfen Sie, ob sie stimmt.
not-found-pasted = Wenn Sie die Webadresse aus einer E-Mail eingefügt haben, prüfen Sie, ob sie vollständig ist.
problem-title = Bei uns gibt es gerade ein technisches Problem
problem-text = Versuchen Sie es später noch einmal.
problem-contact = Wenden Sie sich an { $support } und nennen Sie diese Referenz: { $reference }
busy-title = Der Dienst ist gerade stark ausgelastet
busy-text = Warten Sie eine Minute und versuchen Sie es dann noch einmal.
too-many-title = Zu viele Versuche
too-many-text =
    { $count ->
        [one] Warten Sie { $count } Minute und versuchen Sie es dann noch einmal. Sie können auch { $link }Ihr Passwort zurücksetzen{ $end }.
       *[other] Warten Sie { $count } Minuten und versuchen Sie es dann noch einmal. Sie können auch { $link }Ihr Passwort zurücksetzen{ $end }.
    }
cross-site-title = Beginnen Sie noch einmal bei der Anmeldung
cross-site-text = Dieses Formular kam nicht von unserer eigenen Seite. Wir haben es deshalb nicht verarbeitet.
too-large-title = Die Eingabe ist zu lang
too-large-text = Gehen Sie zurück, kürzen Sie Ihre Eingabe und senden Sie sie noch einmal.
bad-request-title = Wir konnten nicht lesen, was Ihr Browser gesendet hat
bad-request-text = Gehen Sie zurück und versuchen Sie es noch einmal.
not-allowed-title = Diese Seite lässt sich so nicht verwenden
not-allowed-text = Beginnen Sie auf der Seite, die Sie hierher geführt hat.

## In every letter

letter-hello = Hallo { $name },
letter-hello-nameless = Hallo,
letter-footer = Diese Nachricht wurde automatisch gesendet. Wir fragen Sie nie per E-Mail oder am Telefon nach Ihrem Passwort.

## Password Reset Request

letter-request-subject = Anfrage zum Zurücksetzen des Passworts
letter-request-preheader = Öffnen Sie den Link innerhalb von { $life }, um Ihr Passwort zurückzusetzen.
letter-request-received = wir haben eine Anfrage erhalten, Ihr Passwort für { $portal } zurückzusetzen.
letter-request-open = Um es zurückzusetzen, öffnen Sie diesen Link:
letter-request-button = Passwort zurücksetzen
letter-request-copy = Oder kopieren Sie diesen Link in Ihren Browser:
letter-request-once = Der Link funktioniert nur einmal.
letter-request-expires = Er gilt { $life }, bis { $time }.
letter-request-then-automatic = Wenn Sie den Link öffnen, setzen wir Ihr Passwort zurück. Dann senden wir Ihnen eine zweite E-Mail mit einem vorläufigen Passwort.
letter-request-then-confirm = Auf der Seite bestätigen Sie das Zurücksetzen. Dann senden wir Ihnen eine zweite E-Mail mit einem vorläufigen Passwort.
letter-request-not-you-heading = Wenn Sie das nicht angefordert haben
letter-request-not-you =
    Öffnen Sie den Link nicht. Ihr Passwort bleibt unverändert. { $contact ->
        [given] Wenn Sie weitere solche E-Mails erhalten, wenden Sie sich an uns: { $support }.
       *[none] Wenn Sie weitere solche E-Mails erhalten, informieren Sie das Team von { $portal }.
    }

## Password Reset Notification

letter-temporary-subject = Passwort zurückgesetzt
letter-temporary-preheader = Diese E-Mail enthält Ihr vorläufiges Passwort.
letter-temporary-was-reset = Ihr Passwort für { $portal } wurde am { $time } zurückgesetzt. Ihr altes Passwort funktioniert nicht mehr, sobald Sie das Passwort aus dieser E-Mail verwenden. Wenn Sie mehrere dieser E-Mails erhalten, verwenden Sie die neueste.
letter-temporary-sign-in = Melden Sie sich mit Ihrem Benutzernamen und diesem vorläufigen Passwort an:
letter-temporary-shape = Es besteht nur aus Kleinbuchstaben und den Ziffern 2 bis 9. Sie können es kopieren und einfügen.
letter-temporary-here = Melden Sie sich hier an:
letter-temporary-button = Anmelden
letter-temporary-until = Das vorläufige Passwort gilt bis { $time }.
letter-temporary-then = Wählen Sie nach der Anmeldung „Passwort ändern“ und legen Sie ein eigenes Passwort fest.
letter-temporary-not-you-heading = Wenn Sie Ihr Passwort nicht zurückgesetzt haben
letter-temporary-not-you =
    Vielleicht kann jemand anderes Ihre E-Mails lesen. { $contact ->
        [given] Wenden Sie sich sofort an uns: { $support }.
       *[none] Informieren Sie sofort das Team von { $portal }.
    }

## Password Changed

letter-changed-subject = Passwort geändert
letter-changed-preheader = Wenn Sie das waren, müssen Sie nichts tun.
letter-changed-when = Ihr Passwort für { $portal } wurde am { $time } geändert.
letter-changed-you = Wenn Sie das waren, müssen Sie nichts tun.
letter-changed-not-you-heading = Wenn Sie Ihr Passwort nicht geändert haben
letter-changed-reset = Setzen Sie Ihr Passwort sofort zurück. Beginnen Sie hier:
letter-changed-button = Passwort zurücksetzen
letter-changed-contact =
    { $contact ->
        [given] Wenden Sie sich dann an uns: { $support }.
       *[none] Informieren Sie dann das Team von { $portal }.
    }

## Email Address Changed

letter-address-subject = E-Mail-Adresse geändert
letter-address-preheader = Unsere E-Mails gehen ab jetzt an die neue Adresse.
letter-address-when = Ihre E-Mail-Adresse für { $portal } wurde am { $time } geändert.
letter-address-new = Unsere E-Mails gehen ab jetzt an die neue Adresse.
letter-address-not-you-heading = Wenn Sie das nicht veranlasst haben
letter-address-not-you =
    { $contact ->
        [given] Wenden Sie sich sofort an uns: { $support }.
       *[none] Informieren Sie sofort das Team von { $portal }.
    }

## Times

duration-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
duration-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
duration-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
# Montag, 23. November 2026, 15:42 Uhr (MEZ), after "am" or "bis". The pieces come as the language writes them:
# { $time }, { $date } (weekday and all), { $weekday }, { $day } (the date without it), { $zone }.
instant = { $date }, { $time } Uhr ({ $zone })
