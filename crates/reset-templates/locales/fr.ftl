# Everything that pages and letters say, in French.
# Another language is another file beside this one, with the same messages, and a line in `src/catalogue/languages.rs`.
# In messages with { $link } and { $end } the words between the two become a link.

language-name = Français

## On every page

error-label = Erreur :
problem-heading = Il y a un problème
skip-link = Aller au contenu principal
account-nav = Compte
language-nav = Langue
help = Besoin d’aide ? { $support }
home-link = Accueil
change-password-link = Modifier le mot de passe
sign-out-button = Se déconnecter
back-to-sign-in = Retour à la connexion
go-to-sign-in = Aller à la page de connexion
go-to-home = Aller à la page d’accueil
cancel = Annuler
nobody-to-ask = l’équipe qui gère { $portal }
support-both = { $email }, { $phone }
support-hours = { $support } ({ $hours })
reminder-heading = Modifiez votre mot de passe temporaire
reminder-text = Vous utilisez un mot de passe temporaire. Il fonctionne jusqu’au { $time }. D’ici là, choisissez votre propre mot de passe.

## Fields

username-label = Nom d’utilisateur
account-id-label = Identifiant du compte
password-label = Mot de passe
current-password-label = Mot de passe actuel
current-password-hint = Si nous vous avons envoyé un mot de passe temporaire par e-mail, saisissez-le ici.
new-password-label = Nouveau mot de passe
new-password-hint = Utilisez au moins { $count } caractères. Trois ou quatre mots choisis au hasard conviennent bien. Les espaces et les symboles sont les bienvenus.
new-password-again-label = Retapez le nouveau mot de passe
show = Afficher
hide = Masquer
show-password = Afficher le mot de passe
hide-password = Masquer le mot de passe
password-is-shown = Votre mot de passe est affiché
password-is-hidden = Votre mot de passe est masqué
show-current-password = Afficher le mot de passe actuel
hide-current-password = Masquer le mot de passe actuel
current-password-is-shown = Votre mot de passe actuel est affiché
current-password-is-hidden = Votre mot de passe actuel est masqué
show-new-password = Afficher le nouveau mot de passe
hide-new-password = Masquer le nouveau mot de passe
new-password-is-shown = Votre nouveau mot de passe est affiché
new-password-is-hidden = Votre nouveau mot de passe est masqué

## Sign In

sign-in-title = Se connecter
sign-in-button = Se connecter
sign-in-forgot = Mot de passe oublié ?
sign-in-signed-out = Déconnexion effectuée.
sign-in-session-ended = Votre session est terminée. Connectez-vous de nouveau.
sign-in-username-missing = Saisissez votre nom d’utilisateur
sign-in-password-missing = Saisissez votre mot de passe
sign-in-refused = Le nom d’utilisateur ou le mot de passe est incorrect
sign-in-refused-repeatedly = Vous pouvez { $link }réinitialiser votre mot de passe{ $end } ou contacter { $support }.
sign-in-temporary-expired = Votre mot de passe temporaire a expiré
ask-for-new-link = Demander un nouveau lien

## Password Reset Request

request-title = Demande de réinitialisation du mot de passe
request-text = Indiquez-nous quel est votre compte. Nous enverrons un lien à l’adresse e-mail associée à ce compte.
request-button = Continuer
request-account-id-missing = Saisissez l’identifiant du compte
request-username-missing = Saisissez votre nom d’utilisateur

## Request submitted

submitted-title = Demande enregistrée
submitted-heading = Votre demande a été enregistrée
submitted-text = Si l’identifiant du compte et le nom d’utilisateur correspondent à un compte, nous enverrons un e-mail à l’adresse associée.
submitted-link = Ouvrez le lien de cet e-mail pour réinitialiser votre mot de passe. Le lien ne fonctionne qu’une fois et expire au bout de { $life }.
submitted-wait = Attendez 5 minutes, puis regardez dans le dossier des courriers indésirables ou des spams.
submitted-check = Vérifiez l’identifiant du compte et le nom d’utilisateur, puis { $link }faites une nouvelle demande{ $end }.
submitted-contact = Si votre adresse e-mail a changé, contactez { $support }.
if-no-email-heading = Si l’e-mail n’arrive pas

## Reset Password

reset-title = Réinitialiser le mot de passe
reset-button = Réinitialiser le mot de passe
reset-working = Réinitialisation de votre mot de passe…
reset-without-scripts = Sélectionnez « Réinitialiser le mot de passe » pour continuer.
reset-hello = Bonjour { $name }.
reset-confirm = Sélectionnez « Réinitialiser le mot de passe ». Nous vous enverrons aussitôt un mot de passe temporaire par e-mail.
reset-not-you = Cette demande ne vient pas de vous ? Fermez cette page. Votre mot de passe reste inchangé.
reset-done-heading = Votre mot de passe a été réinitialisé
reset-done-text = Nous vous envoyons un mot de passe temporaire par e-mail. Il fonctionne pendant { $life } à partir de l’envoi.
reset-done-next = Connectez-vous avec votre nom d’utilisateur et le mot de passe temporaire. Votre ancien mot de passe cessera alors de fonctionner.
reset-done-no-email = Attendez 5 minutes et regardez dans le dossier des courriers indésirables ou des spams. Ensuite, { $link }faites une nouvelle demande{ $end }.
link-dead-title = Lien expiré
link-dead-heading = Ce lien a expiré
link-dead-text = Un lien de réinitialisation ne fonctionne qu’une fois et expire au bout de { $life }. L’ouverture de cette page n’a pas modifié votre mot de passe.
link-dead-copied = Si vous avez copié le lien, vérifiez qu’il est complet.
link-dead-letter = Si vous avez reçu un e-mail avec un mot de passe temporaire, connectez-vous avec ce mot de passe.

## Home

home-title = Accueil
home-changed-title = Mot de passe modifié : Accueil
home-heading = Bienvenue, { $name }
home-heading-nameless = Bienvenue
home-changed-heading = C’est fait
home-changed-text = Votre mot de passe a été modifié.
home-applications = Applications
home-new-tabs = Certaines applications s’ouvrent dans un nouvel onglet du navigateur.
home-passwords = Elles vous demandent aussi votre mot de passe : utilisez le même qu’ici.
home-opens-in-new-tab = { $application } (s’ouvre dans un nouvel onglet)
home-empty = Aucune application n’a encore été configurée pour vous. Contactez { $support }.

## Change Password

change-title = Modifier le mot de passe
change-button = Modifier le mot de passe
change-current-missing = Saisissez votre mot de passe actuel
change-current-wrong = Le mot de passe actuel est incorrect
change-new-missing = Saisissez un nouveau mot de passe
change-too-short = Votre nouveau mot de passe doit comporter au moins { $count } caractères
change-too-long = Votre nouveau mot de passe est trop long : choisissez-en un plus court
change-too-easy = Votre nouveau mot de passe est trop facile à deviner : choisissez-en un moins courant
change-same = Votre nouveau mot de passe doit être différent du mot de passe actuel
change-contains-name = Votre nouveau mot de passe ne doit contenir ni votre nom ni votre nom d’utilisateur
change-temporary-shape = Votre nouveau mot de passe ne doit pas ressembler à un mot de passe temporaire : choisissez un mot de passe personnel
change-no-match = Les deux nouveaux mots de passe ne sont pas identiques

## Applications

confirm-title = Confirmez votre mot de passe
confirm-text = Saisissez votre mot de passe pour ouvrir { $application }.
confirm-button = Ouvrir { $application }
confirm-missing = Saisissez votre mot de passe
confirm-wrong = Le mot de passe est incorrect
going-on-title = Ouverture en cours : { $application }
going-on-text = Si rien ne se passe, suivez le lien.
going-on-link = Continuer vers { $application }

## When something is in the way

not-found-title = Page introuvable
not-found-typed = Si vous avez tapé l’adresse web, vérifiez qu’elle est correcte.
not-found-pasted = Si vous avez collé l’adresse depuis un e-mail, vérifiez qu’elle est complète.
problem-title = Nous rencontrons un problème technique
problem-text = Réessayez plus tard.
problem-contact = Contactez { $support } et indiquez cette référence : { $reference }
busy-title = Le service est très sollicité en ce moment
busy-text = Attendez une minute, puis réessayez.
too-many-title = Trop de tentatives
too-many-text =
    { $count ->
        [one] Attendez { $count } minute, puis réessayez. Vous pouvez aussi { $link }réinitialiser votre mot de passe{ $end }.
       *[other] Attendez { $count } minutes, puis réessayez. Vous pouvez aussi { $link }réinitialiser votre mot de passe{ $end }.
    }
cross-site-title = Recommencez depuis la page de connexion
cross-site-text = Ce formulaire ne vient pas de notre propre page. Nous ne l’avons donc pas traité.
too-large-title = La saisie est trop longue
too-large-text = Revenez en arrière, raccourcissez votre saisie et envoyez-la de nouveau.
bad-request-title = Nous n’avons pas pu lire ce que votre navigateur a envoyé
bad-request-text = Revenez en arrière et réessayez.
not-allowed-title = Cette page ne peut pas être utilisée de cette façon
not-allowed-text = Repartez de la page qui mène à celle-ci.

## In every letter

letter-hello = Bonjour { $name },
letter-hello-nameless = Bonjour,
letter-footer = Ce message a été envoyé automatiquement. Nous ne vous demandons jamais votre mot de passe par e-mail ni par téléphone.

## Password Reset Request

letter-request-subject = Demande de réinitialisation du mot de passe
letter-request-preheader = Vous avez { $life } pour ouvrir le lien et réinitialiser votre mot de passe.
letter-request-received = Nous avons reçu une demande de réinitialisation de votre mot de passe pour { $portal }.
letter-request-open = Pour le réinitialiser, ouvrez ce lien :
letter-request-button = Réinitialiser le mot de passe
letter-request-copy = Ou copiez ce lien dans votre navigateur :
letter-request-once = Le lien ne fonctionne qu’une fois.
letter-request-expires = Il expire dans { $life }, le { $time }.
letter-request-then-automatic = Quand vous ouvrez le lien, nous réinitialisons votre mot de passe. Nous vous envoyons alors un second e-mail avec un mot de passe temporaire.
letter-request-then-confirm = La page vous demande de confirmer. Nous vous envoyons alors un second e-mail avec un mot de passe temporaire.
letter-request-not-you-heading = Si cette demande ne vient pas de vous
letter-request-not-you =
    N’ouvrez pas le lien. Votre mot de passe reste inchangé. { $contact ->
        [given] Si vous recevez d’autres e-mails comme celui-ci, contactez-nous : { $support }.
       *[none] Si vous recevez d’autres e-mails comme celui-ci, prévenez l’équipe qui gère { $portal }.
    }

## Password Reset Notification

letter-temporary-subject = Mot de passe réinitialisé
letter-temporary-preheader = Cet e-mail contient votre mot de passe temporaire.
letter-temporary-was-reset = Votre mot de passe pour { $portal } a été réinitialisé le { $time }. L’ancien cessera de fonctionner dès que vous utiliserez celui de cet e-mail. Si vous recevez plusieurs de ces e-mails, utilisez le plus récent.
letter-temporary-sign-in = Connectez-vous avec votre nom d’utilisateur et ce mot de passe temporaire :
letter-temporary-shape = Il ne contient que des lettres minuscules et les chiffres de 2 à 9. Vous pouvez le copier et le coller.
letter-temporary-here = Connectez-vous ici :
letter-temporary-button = Se connecter
letter-temporary-until = Le mot de passe temporaire fonctionne jusqu’au { $time }.
letter-temporary-then = Après la connexion, choisissez « Modifier le mot de passe » et définissez votre propre mot de passe.
letter-temporary-not-you-heading = Si vous n’avez pas réinitialisé votre mot de passe
letter-temporary-not-you =
    Quelqu’un d’autre a peut-être accès à vos e-mails. { $contact ->
        [given] Contactez-nous immédiatement : { $support }.
       *[none] Prévenez immédiatement l’équipe qui gère { $portal }.
    }

## Password Changed

letter-changed-subject = Mot de passe modifié
letter-changed-preheader = Si c’est vous qui l’avez modifié, vous n’avez rien à faire.
letter-changed-when = Votre mot de passe pour { $portal } a été modifié le { $time }.
letter-changed-you = Si c’est vous qui l’avez modifié, vous n’avez rien à faire.
letter-changed-not-you-heading = Si vous n’avez pas modifié votre mot de passe
letter-changed-reset = Réinitialisez-le immédiatement. Commencez ici :
letter-changed-button = Réinitialiser le mot de passe
letter-changed-contact =
    { $contact ->
        [given] Contactez-nous ensuite : { $support }.
       *[none] Prévenez ensuite l’équipe qui gère { $portal }.
    }

## Email Address Changed

letter-address-subject = Adresse e-mail modifiée
letter-address-preheader = Nos e-mails sont désormais envoyés à la nouvelle adresse.
letter-address-when = L’adresse e-mail de votre compte sur { $portal } a été modifiée le { $time }.
letter-address-new = Nos e-mails sont désormais envoyés à la nouvelle adresse.
letter-address-not-you-heading = Si cette modification ne vient pas de vous
letter-address-not-you =
    { $contact ->
        [given] Contactez-nous immédiatement : { $support }.
       *[none] Prévenez immédiatement l’équipe qui gère { $portal }.
    }

## Times

duration-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
duration-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
# lundi 23 novembre 2026 à 15:42 (UTC+1), after "le" or "jusqu’au". The pieces come as the language writes them:
# { $time }, { $date } (weekday and all), { $weekday }, { $day } (the date without it), { $zone }.
instant = { $date } à { $time } ({ $zone })
