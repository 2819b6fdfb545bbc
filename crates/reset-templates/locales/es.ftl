# Everything that pages and letters say, in Spanish.
# Another language is another file beside this one, with the same messages, and a line in `src/catalogue/languages.rs`.
# In messages with { $link } and { $end } the words between the two become a link.

language-name = Español

## On every page

error-label = Error:
problem-heading = Hay un problema
skip-link = Ir al contenido principal
account-nav = Cuenta
language-nav = Idioma
help = ¿Necesita ayuda? { $support }
home-link = Inicio
change-password-link = Cambiar contraseña
sign-out-button = Cerrar sesión
back-to-sign-in = Volver al inicio de sesión
go-to-sign-in = Ir al inicio de sesión
go-to-home = Ir a la página de inicio
cancel = Cancelar
nobody-to-ask = quienes administran { $portal }
support-both = { $email }, { $phone }
support-hours = { $support } ({ $hours })
reminder-heading = Cambie su contraseña temporal
reminder-text = Ha iniciado sesión con una contraseña temporal. Dejará de funcionar el { $time }. Elija una contraseña propia antes de ese momento.

## Fields

username-label = Nombre de usuario
account-id-label = ID de cuenta
password-label = Contraseña
current-password-label = Contraseña actual
current-password-hint = Si le enviamos una contraseña temporal por correo electrónico, escríbala aquí.
new-password-label = Nueva contraseña
new-password-hint = Use { $count } caracteres o más. Tres o cuatro palabras al azar funcionan bien. Puede usar espacios y símbolos.
new-password-again-label = Escriba otra vez la nueva contraseña
show = Mostrar
hide = Ocultar
show-password = Mostrar contraseña
hide-password = Ocultar contraseña
password-is-shown = Su contraseña está visible
password-is-hidden = Su contraseña está oculta
show-current-password = Mostrar contraseña actual
hide-current-password = Ocultar contraseña actual
current-password-is-shown = Su contraseña actual está visible
current-password-is-hidden = Su contraseña actual está oculta
show-new-password = Mostrar nueva contraseña
hide-new-password = Ocultar nueva contraseña
new-password-is-shown = Su nueva contraseña está visible
new-password-is-hidden = Su nueva contraseña está oculta

## Sign In

sign-in-title = Iniciar sesión
sign-in-button = Iniciar sesión
sign-in-forgot = ¿Olvidó su contraseña?
sign-in-signed-out = Ha cerrado sesión.
sign-in-session-ended = Su sesión ha terminado. Vuelva a iniciar sesión.
sign-in-username-missing = Escriba su nombre de usuario
sign-in-password-missing = Escriba su contraseña
sign-in-refused = El nombre de usuario o la contraseña no son correctos
sign-in-refused-repeatedly = Puede { $link }restablecer su contraseña{ $end } o ponerse en contacto con { $support }.
sign-in-temporary-expired = Su contraseña temporal ha caducado
ask-for-new-link = Pedir un enlace nuevo

## Password Reset Request

request-title = Solicitud para restablecer la contraseña
request-text = Díganos cuál es su cuenta. Enviaremos un enlace a la dirección de correo electrónico que tenemos registrada.
request-button = Continuar
request-account-id-missing = Escriba su ID de cuenta
request-username-missing = Escriba su nombre de usuario

## Request submitted

submitted-title = Solicitud enviada
submitted-heading = Se ha enviado su solicitud
submitted-text = Si el ID de cuenta y el nombre de usuario corresponden a una cuenta, enviaremos un correo a la dirección que tenemos registrada.
submitted-link = Abra el enlace de ese correo para restablecer su contraseña. El enlace funciona una sola vez y caduca en { $life }.
submitted-wait = Espere 5 minutos y luego busque en la carpeta de correo no deseado o spam.
submitted-check = Revise su ID de cuenta y su nombre de usuario, y { $link }haga una nueva solicitud{ $end }.
submitted-contact = Si su dirección de correo electrónico ha cambiado, póngase en contacto con { $support }.
if-no-email-heading = Si el correo no llega

## Reset Password

reset-title = Restablecer contraseña
reset-button = Restablecer contraseña
reset-working = Estamos restableciendo su contraseña…
reset-without-scripts = Seleccione el botón para continuar.
reset-hello = Hola, { $name }.
reset-confirm = Seleccione el botón para restablecer su contraseña. Le enviaremos enseguida una contraseña temporal por correo electrónico.
reset-not-you = ¿No lo pidió usted? Cierre esta página. Su contraseña seguirá siendo la misma.
reset-done-heading = Se ha restablecido su contraseña
reset-done-text = Le estamos enviando una contraseña temporal por correo electrónico. Funciona durante { $life } a partir del envío.
reset-done-next = Inicie sesión con su nombre de usuario y la contraseña temporal. Su contraseña anterior dejará entonces de funcionar.
reset-done-no-email = Espere 5 minutos y busque en la carpeta de correo no deseado o spam. Después, { $link }haga una nueva solicitud{ $end }.
link-dead-title = Enlace caducado
link-dead-heading = Este enlace ha caducado
link-dead-text = Cada enlace para restablecer la contraseña funciona una sola vez y durante { $life }. Abrir esta página no ha cambiado su contraseña.
link-dead-copied = Si copió el enlace, compruebe que esté completo.
link-dead-letter = Si le ha llegado un correo con una contraseña temporal, inicie sesión con ella.

## Home

home-title = Inicio
home-changed-title = Contraseña cambiada: Inicio
home-heading = Le damos la bienvenida, { $name }
home-heading-nameless = Le damos la bienvenida
home-changed-heading = Listo
home-changed-text = Se ha cambiado su contraseña.
home-applications = Aplicaciones
home-new-tabs = Algunas aplicaciones se abren en una pestaña nueva del navegador.
home-passwords = También le pedirán la contraseña: use la misma que aquí.
home-opens-in-new-tab = { $application } (se abre en una pestaña nueva)
home-empty = Todavía no hay aplicaciones configuradas para usted. Póngase en contacto con { $support }.

## Change Password

change-title = Cambiar contraseña
change-button = Cambiar contraseña
change-current-missing = Escriba su contraseña actual
change-current-wrong = La contraseña actual no es correcta
change-new-missing = Escriba una nueva contraseña
change-too-short = La nueva contraseña debe tener { $count } caracteres o más
change-too-long = La nueva contraseña es demasiado larga. Elija una más corta
change-too-easy = La nueva contraseña es demasiado fácil de adivinar. Elija una menos común
change-same = La nueva contraseña debe ser distinta de la actual
change-contains-name = La nueva contraseña no debe contener su nombre ni su nombre de usuario
change-temporary-shape = La nueva contraseña no debe parecerse a una contraseña temporal. Elija una propia
change-no-match = Las dos contraseñas nuevas no coinciden

## Applications

confirm-title = Confirme su contraseña
confirm-text = Escriba su contraseña para abrir { $application }.
confirm-button = Abrir { $application }
confirm-missing = Escriba su contraseña
confirm-wrong = La contraseña no es correcta
going-on-title = Abriendo { $application }
going-on-text = Si no ocurre nada, seleccione el enlace.
going-on-link = Ir a { $application }

## When something is in the way

not-found-title = Página no encontrada
not-found-typed = Si escribió la dirección web, compruebe que sea correcta.
not-found-pasted = Si la pegó desde un correo, compruebe que esté completa.
problem-title = Lo sentimos, hay un problema con el servicio
problem-text = Inténtelo de nuevo más tarde.
problem-contact = Póngase en contacto con { $support } e indique esta referencia: { $reference }
busy-title = El servicio está ocupado en este momento
busy-text = Espere un minuto e inténtelo de nuevo.
too-many-title = Demasiados intentos
too-many-text =
    { $count ->
        [one] Espere { $count } minuto e inténtelo de nuevo. También puede { $link }restablecer su contraseña{ $end }.
       *[other] Espere { $count } minutos e inténtelo de nuevo. También puede { $link }restablecer su contraseña{ $end }.
    }
cross-site-title = Empiece de nuevo desde el inicio de sesión
cross-site-text = Este formulario no procedía de nuestra página, así que no hemos hecho nada con él.
too-large-title = El texto es demasiado largo para enviarlo
too-large-text = Vuelva atrás, acorte lo que escribió y envíelo de nuevo.
bad-request-title = No hemos podido leer lo que envió su navegador
bad-request-text = Vuelva atrás e inténtelo de nuevo.
not-allowed-title = Esta página no se puede usar de esa manera
not-allowed-text = Empiece en la página desde la que llegó aquí.

## In every letter

letter-hello = Hola, { $name }:
letter-hello-nameless = Hola:
letter-footer = Este mensaje se envió automáticamente. Nunca pedimos su contraseña por correo electrónico ni por teléfono.

## Password Reset Request

letter-request-subject = Solicitud para restablecer la contraseña
letter-request-preheader = Abra el enlace en un plazo de { $life } para restablecer su contraseña.
letter-request-received = Hemos recibido una solicitud para restablecer su contraseña de { $portal }.
letter-request-open = Para restablecerla, abra este enlace:
letter-request-button = Restablecer contraseña
letter-request-copy = O copie este enlace en su navegador:
letter-request-once = El enlace funciona una sola vez.
letter-request-expires = Caduca en { $life }, el { $time }.
letter-request-then-automatic = Cuando lo abra, restableceremos su contraseña y le enviaremos un segundo correo con una contraseña temporal.
letter-request-then-confirm = La página le pedirá que confirme. Después le enviaremos un segundo correo con una contraseña temporal.
letter-request-not-you-heading = Si usted no pidió esto
letter-request-not-you =
    No abra el enlace. Su contraseña seguirá siendo la misma. { $contact ->
        [given] Si recibe más correos como este, póngase en contacto con nosotros: { $support }.
       *[none] Si recibe más correos como este, avise a quienes administran { $portal }.
    }

## Password Reset Notification

letter-temporary-subject = Aviso de contraseña restablecida
letter-temporary-preheader = Se ha restablecido su contraseña. Este correo contiene su contraseña temporal.
letter-temporary-was-reset = Su contraseña de { $portal } se restableció el { $time }. La contraseña anterior dejará de funcionar en cuanto use la temporal. Si recibe varios correos como este, use el más reciente.
letter-temporary-sign-in = Inicie sesión con su nombre de usuario y esta contraseña temporal:
letter-temporary-shape = Solo tiene letras minúsculas y números del 2 al 9. Puede copiarla y pegarla.
letter-temporary-here = Inicie sesión aquí:
letter-temporary-button = Iniciar sesión
letter-temporary-until = La contraseña temporal funciona hasta el { $time }.
letter-temporary-then = Después de iniciar sesión, elija “Cambiar contraseña” y cree una contraseña propia.
letter-temporary-not-you-heading = Si usted no restableció su contraseña
letter-temporary-not-you =
    Es posible que otra persona pueda leer su correo. { $contact ->
        [given] Póngase en contacto con nosotros de inmediato: { $support }.
       *[none] Avise de inmediato a quienes administran { $portal }.
    }

## Password Changed

letter-changed-subject = Contraseña cambiada
letter-changed-preheader = Si lo hizo usted, no tiene que hacer nada más.
letter-changed-when = Su contraseña de { $portal } se cambió el { $time }.
letter-changed-you = Si lo hizo usted, no tiene que hacer nada más.
letter-changed-not-you-heading = Si usted no cambió su contraseña
letter-changed-reset = Restablézcala de inmediato. Empiece aquí:
letter-changed-button = Restablecer contraseña
letter-changed-contact =
    { $contact ->
        [given] Después, póngase en contacto con nosotros: { $support }.
       *[none] Después, avise a quienes administran { $portal }.
    }

## Email Address Changed

letter-address-subject = Dirección de correo electrónico cambiada
letter-address-preheader = A partir de ahora, los mensajes se enviarán a la nueva dirección.
letter-address-when = La dirección de correo electrónico de su cuenta en { $portal } se cambió el { $time }.
letter-address-new = A partir de ahora, los mensajes se enviarán a la nueva dirección.
letter-address-not-you-heading = Si usted no pidió esto
letter-address-not-you =
    { $contact ->
        [given] Póngase en contacto con nosotros de inmediato: { $support }.
       *[none] Avise de inmediato a quienes administran { $portal }.
    }

## Times

duration-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
duration-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
duration-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
# 15:42 on Monday 23 November 2026 (CET). The pieces come as the language writes them:
# { $time }, { $date } (weekday and all), { $weekday }, { $day } (the date without it), { $zone }.
instant = { $weekday } { $day } ({ $time }, { $zone })
