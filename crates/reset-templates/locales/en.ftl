# Everything that pages and letters say, in English.
# Another language is a file with the same messages: of your own, locales/<language>.ftl in the folder of
# branding.templates; of readmit's, beside this one, with a line in src/catalogue/languages.rs.
# In messages with { $link } and { $end } the words between the two become a link.

language-name = English

## On every page

error-label = Error:
problem-heading = There is a problem
skip-link = Skip to main content
account-nav = Account
language-nav = Language
help = Need help? { $support }
home-link = Home
change-password-link = Change Password
sign-out-button = Sign Out
back-to-sign-in = Back to Sign In
go-to-sign-in = Go to Sign In
go-to-home = Go to Home
cancel = Cancel
nobody-to-ask = the people who run { $portal }
support-both = { $email }, { $phone }
support-hours = { $support } ({ $hours })
reminder-heading = Change your temporary password
reminder-text = You signed in with a temporary password. It stops working at { $time }. Choose your own password before then.

## Fields

username-label = Username
account-id-label = Account ID
password-label = Password
current-password-label = Current password
current-password-hint = If we emailed you a temporary password, enter it here.
new-password-label = New password
new-password-hint = Use { $count } characters or more. Three or four random words work well. Spaces and symbols are welcome.
new-password-again-label = Type the new password again
show = Show
hide = Hide
show-password = Show password
hide-password = Hide password
password-is-shown = Your password is shown
password-is-hidden = Your password is hidden
show-current-password = Show current password
hide-current-password = Hide current password
current-password-is-shown = Your current password is shown
current-password-is-hidden = Your current password is hidden
show-new-password = Show new password
hide-new-password = Hide new password
new-password-is-shown = Your new password is shown
new-password-is-hidden = Your new password is hidden

## Sign In

sign-in-title = Sign In
sign-in-button = Sign In
sign-in-forgot = Forgot your Password?
sign-in-signed-out = You have signed out.
sign-in-session-ended = Your session has ended. Sign in again.
sign-in-username-missing = Enter your username
sign-in-password-missing = Enter your password
sign-in-refused = Your username or password is not correct
sign-in-refused-repeatedly = You can { $link }reset your password{ $end } or contact { $support }.
sign-in-temporary-expired = Your temporary password has expired
ask-for-new-link = Ask for a new link

## Password Reset Request

request-title = Password Reset Request
request-text = Tell us which account is yours. We will email a link to the address we hold for it.
request-button = Continue
request-account-id-missing = Enter your Account ID
request-username-missing = Enter your username

## Request submitted

submitted-title = Request submitted
submitted-heading = Your request has been submitted
submitted-text = If the Account ID and username match an account, we will send an email to the address we hold for it.
submitted-link = Open the link in that email to reset your password. The link works once and expires in { $life }.
submitted-wait = Wait 5 minutes, then look in your junk or spam folder.
submitted-check = Check your Account ID and username, and { $link }make a new request{ $end }.
submitted-contact = Contact { $support } if your email address has changed.
if-no-email-heading = If the email does not arrive

## Reset Password

reset-title = Reset Password
reset-button = Reset Password
reset-working = Resetting your password…
reset-without-scripts = Select the button to go on.
reset-hello = Hello { $name }.
reset-confirm = Select the button to reset your password. We will email you a temporary password at once.
reset-not-you = Did you not ask for this? Close this page. Your password stays as it is.
reset-done-heading = Your password has been reset
reset-done-text = We are emailing you a temporary password. It works for { $life } after we send it.
reset-done-next = Sign in with your username and the temporary password. Your old password then stops working.
reset-done-no-email = Wait 5 minutes and look in your junk or spam folder. Then { $link }make a new request{ $end }.
link-dead-title = Link expired
link-dead-heading = This link has expired
link-dead-text = A reset link works once and for { $life }. Your password has not been changed by opening this page.
link-dead-copied = If you copied the link, check that you copied all of it.
link-dead-letter = If an email with a temporary password has reached you, sign in with it.

## Home

home-title = Home
home-changed-title = Password changed: Home
home-heading = Welcome, { $name }
home-heading-nameless = Welcome
home-changed-heading = Success
home-changed-text = Your password has been changed.
home-applications = Applications
home-new-tabs = Some applications open in a new browser tab.
home-passwords = They ask for your password too: use the same one as here.
home-opens-in-new-tab = { $application } (opens in new tab)
home-empty = No applications have been set up for you yet. Contact { $support }.

## Change Password

change-title = Change Password
change-button = Change Password
change-current-missing = Enter your current password
change-current-wrong = Your current password is not correct
change-new-missing = Enter a new password
change-too-short = Your new password must be { $count } characters or more
change-too-long = Your new password is too long. Choose a shorter one
change-too-easy = Your new password is too easy to guess. Choose a less common one
change-same = Your new password must be different from your current password
change-contains-name = Your new password must not contain your name or username
change-temporary-shape = Your new password must not look like a temporary password. Choose one of your own
change-no-match = The two new passwords do not match

## Applications

confirm-title = Confirm your password
confirm-text = Enter your password to open { $application }.
confirm-button = Open { $application }
confirm-missing = Enter your password
confirm-wrong = Your password is not correct
going-on-title = Opening { $application }
going-on-text = If nothing happens, select the link.
going-on-link = Go to { $application }

## When something is in the way

not-found-title = Page not found
not-found-typed = If you typed the web address, check it is correct.
not-found-pasted = If you pasted it from an email, check you copied all of it.
problem-title = Sorry, there is a problem with the service
problem-text = Try again later.
problem-contact = Contact { $support } and give this reference: { $reference }
busy-title = Sorry, the service is busy
busy-text = Wait a minute, then try again.
too-many-title = Too many attempts
too-many-text =
    { $count ->
        [one] Wait { $count } minute, then try again. You can also { $link }reset your password{ $end }.
       *[other] Wait { $count } minutes, then try again. You can also { $link }reset your password{ $end }.
    }
cross-site-title = Start again from Sign In
cross-site-text = This form did not come from our own page, so we did nothing with it.
too-large-title = That is too much to send
too-large-text = Go back, make what you typed shorter and send it again.
bad-request-title = We could not read what your browser sent
bad-request-text = Go back and try again.
not-allowed-title = This page cannot be used that way
not-allowed-text = Start from the page that led you here.

## In every letter

letter-hello = Hello { $name },
letter-hello-nameless = Hello,
letter-footer = This message was sent automatically. We never ask for your password by email or phone.

## Password Reset Request

letter-request-subject = Password Reset Request
letter-request-preheader = Open the link within { $life } to reset your password.
letter-request-received = We received a request to reset your password for { $portal }.
letter-request-open = To reset it, open this link:
letter-request-button = Reset Password
letter-request-copy = Or copy this link into your browser:
letter-request-once = The link works once.
letter-request-expires = It expires in { $life }, at { $time }.
letter-request-then-automatic = When you open it, we reset your password and send a second email with a temporary password.
letter-request-then-confirm = The page asks you to confirm. Then we send a second email with a temporary password.
letter-request-not-you-heading = If you did not ask for this
letter-request-not-you =
    Do not open the link. Your password stays as it is. { $contact ->
        [given] If you get more of these emails, contact us: { $support }.
       *[none] If you get more of these emails, tell the people who run { $portal }.
    }

## Password Reset Notification

letter-temporary-subject = Password Reset Notification
letter-temporary-preheader = Your password was reset. Your temporary password is in this email.
letter-temporary-was-reset = Your password for { $portal } was reset at { $time }. Your old password stops working as soon as you use this one. If you get more than one of these emails, use the newest.
letter-temporary-sign-in = Sign in with your username and this temporary password:
letter-temporary-shape = It has only small letters and the numbers 2 to 9. You can copy and paste it.
letter-temporary-here = Sign in here:
letter-temporary-button = Sign In
letter-temporary-until = It works until { $time }.
letter-temporary-then = When you have signed in, choose Change Password and set a password of your own.
letter-temporary-not-you-heading = If you did not reset your password
letter-temporary-not-you =
    Someone else may be able to read your email. { $contact ->
        [given] Contact us at once: { $support }.
       *[none] Tell the people who run { $portal } at once.
    }

## Password Changed

letter-changed-subject = Password Changed
letter-changed-preheader = If you did this, there is nothing to do.
letter-changed-when = Your password for { $portal } was changed at { $time }.
letter-changed-you = If you did this, there is nothing to do.
letter-changed-not-you-heading = If you did not change your password
letter-changed-reset = Reset it at once. Start here:
letter-changed-button = Reset Password
letter-changed-contact =
    { $contact ->
        [given] Then contact us: { $support }.
       *[none] Then tell the people who run { $portal }.
    }

## Email Address Changed

letter-address-subject = Email Address Changed
letter-address-preheader = Letters go to the new address from now on.
letter-address-when = The email address for your account at { $portal } was changed at { $time }.
letter-address-new = Letters go to the new address from now on.
letter-address-not-you-heading = If you did not ask for this
letter-address-not-you =
    { $contact ->
        [given] Contact us at once: { $support }.
       *[none] Tell the people who run { $portal } at once.
    }

## Times

duration-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
duration-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
# 15:42 on Monday 23 November 2026 (CET). The pieces come as the language writes them:
# { $time }, { $date } (weekday and all), { $weekday }, { $day } (the date without it), { $zone }.
instant = { $time } on { $weekday } { $day } ({ $zone })
