# Everything that pages and letters say, in Arabic.
# Another language is another file beside this one, with the same messages, and a line in `src/catalogue/languages.rs`.
# In messages with { $link } and { $end } the words between the two become a link.

language-name = العربية

## On every page

error-label = خطأ:
problem-heading = هناك مشكلة
skip-link = الانتقال إلى المحتوى الرئيسي
account-nav = الحساب
language-nav = اللغة
help = للمساعدة: { $support }
home-link = الصفحة الرئيسية
change-password-link = تغيير كلمة المرور
sign-out-button = تسجيل الخروج
back-to-sign-in = العودة إلى تسجيل الدخول
go-to-sign-in = الانتقال إلى تسجيل الدخول
go-to-home = الانتقال إلى الصفحة الرئيسية
cancel = إلغاء
nobody-to-ask = المسؤولين عن { $portal }
support-both = { $email }، { $phone }
support-hours = { $support } ({ $hours })
reminder-heading = غيّر كلمة مرورك المؤقتة
reminder-text = سجّلت الدخول بكلمة مرور مؤقتة. تنتهي صلاحيتها في { $time }. اختر كلمة مرور خاصة بك قبل ذلك.

## Fields

username-label = اسم المستخدم
account-id-label = معرّف الحساب
password-label = كلمة المرور
current-password-label = كلمة المرور الحالية
current-password-hint = إذا أرسلنا إليك كلمة مرور مؤقتة بالبريد الإلكتروني، فأدخلها هنا.
new-password-label = كلمة المرور الجديدة
new-password-hint =
    { $count ->
        [few] استخدم { $count } أحرف أو أكثر. ثلاث كلمات عشوائية أو أربع خيار جيد. يمكن استخدام المسافات والرموز.
        [many] استخدم { $count } حرفًا أو أكثر. ثلاث كلمات عشوائية أو أربع خيار جيد. يمكن استخدام المسافات والرموز.
       *[other] استخدم { $count } حرف أو أكثر. ثلاث كلمات عشوائية أو أربع خيار جيد. يمكن استخدام المسافات والرموز.
    }
new-password-again-label = إعادة كتابة كلمة المرور الجديدة
show = إظهار
hide = إخفاء
show-password = إظهار كلمة المرور
hide-password = إخفاء كلمة المرور
password-is-shown = كلمة المرور ظاهرة
password-is-hidden = كلمة المرور مخفية
show-current-password = إظهار كلمة المرور الحالية
hide-current-password = إخفاء كلمة المرور الحالية
current-password-is-shown = كلمة المرور الحالية ظاهرة
current-password-is-hidden = كلمة المرور الحالية مخفية
show-new-password = إظهار كلمة المرور الجديدة
hide-new-password = إخفاء كلمة المرور الجديدة
new-password-is-shown = كلمة المرور الجديدة ظاهرة
new-password-is-hidden = كلمة المرور الجديدة مخفية

## Sign In

sign-in-title = تسجيل الدخول
sign-in-button = تسجيل الدخول
sign-in-forgot = هل نسيت كلمة المرور؟
sign-in-signed-out = تم تسجيل الخروج.
sign-in-session-ended = انتهت جلستك. سجّل الدخول مرة أخرى.
sign-in-username-missing = أدخل اسم المستخدم
sign-in-password-missing = أدخل كلمة المرور
sign-in-refused = اسم المستخدم أو كلمة المرور غير صحيحة
sign-in-refused-repeatedly = يمكنك { $link }إعادة تعيين كلمة المرور{ $end } أو التواصل مع { $support }.
sign-in-temporary-expired = انتهت صلاحية كلمة المرور المؤقتة
ask-for-new-link = طلب رابط جديد

## Password Reset Request

request-title = طلب إعادة تعيين كلمة المرور
request-text = عرّفنا بحسابك. سنرسل رابطًا إلى عنوان البريد الإلكتروني المسجّل لدينا.
request-button = متابعة
request-account-id-missing = أدخل معرّف الحساب
request-username-missing = أدخل اسم المستخدم

## Request submitted

submitted-title = تم إرسال الطلب
submitted-heading = تم إرسال طلبك
submitted-text = إذا كان معرّف الحساب واسم المستخدم يطابقان حسابًا، فسنرسل رسالة إلى عنوان البريد الإلكتروني المسجّل لدينا.
submitted-link = افتح الرابط الوارد في تلك الرسالة لإعادة تعيين كلمة المرور. يعمل الرابط مرة واحدة وتنتهي صلاحيته بعد { $life }.
submitted-wait = انتظر 5 دقائق، ثم ابحث في مجلد البريد غير المرغوب فيه أو البريد العشوائي.
submitted-check = تأكد من معرّف الحساب واسم المستخدم، ثم { $link }قدّم طلبًا جديدًا{ $end }.
submitted-contact = إذا تغيّر عنوان بريدك الإلكتروني، فتواصل مع { $support }.
if-no-email-heading = إذا لم تصل الرسالة

## Reset Password

reset-title = إعادة تعيين كلمة المرور
reset-button = إعادة تعيين كلمة المرور
reset-working = تجري الآن إعادة تعيين كلمة المرور…
reset-without-scripts = اضغط الزر للمتابعة.
reset-hello = مرحبًا { $name }.
reset-confirm = اضغط الزر لإعادة تعيين كلمة المرور. سنرسل إليك على الفور كلمة مرور مؤقتة بالبريد الإلكتروني.
reset-not-you = إذا لم يكن هذا الطلب منك، فأغلق هذه الصفحة. تبقى كلمة مرورك كما هي.
reset-done-heading = تمت إعادة تعيين كلمة المرور
reset-done-text = نرسل إليك الآن كلمة مرور مؤقتة بالبريد الإلكتروني. يمكن استخدامها لمدة { $life } بعد إرسالها.
reset-done-next = سجّل الدخول باسم المستخدم وكلمة المرور المؤقتة. عندئذ تتوقف كلمة مرورك القديمة عن العمل.
reset-done-no-email = انتظر 5 دقائق وابحث في مجلد البريد غير المرغوب فيه أو البريد العشوائي. بعد ذلك { $link }قدّم طلبًا جديدًا{ $end }.
link-dead-title = انتهت صلاحية الرابط
link-dead-heading = انتهت صلاحية هذا الرابط
link-dead-text = يعمل رابط إعادة التعيين مرة واحدة ولمدة { $life }. لم تتغير كلمة مرورك بفتح هذه الصفحة.
link-dead-copied = إذا نسخت الرابط، فتأكد من نسخه كاملًا.
link-dead-letter = إذا وصلتك رسالة فيها كلمة مرور مؤقتة، فسجّل الدخول بها.

## Home

home-title = الصفحة الرئيسية
home-changed-title = تم تغيير كلمة المرور: الصفحة الرئيسية
home-heading = مرحبًا { $name }
home-heading-nameless = مرحبًا
home-changed-heading = تم بنجاح
home-changed-text = تم تغيير كلمة المرور.
home-applications = التطبيقات
home-new-tabs = تُفتح بعض التطبيقات في علامة تبويب جديدة في المتصفح.
home-passwords = تطلب هذه التطبيقات كلمة المرور أيضًا: أدخل كلمة المرور نفسها المستخدمة هنا.
home-opens-in-new-tab = { $application } (يُفتح في علامة تبويب جديدة)
home-empty = لا توجد تطبيقات مخصّصة لك بعد. تواصل مع { $support }.

## Change Password

change-title = تغيير كلمة المرور
change-button = تغيير كلمة المرور
change-current-missing = أدخل كلمة المرور الحالية
change-current-wrong = كلمة المرور الحالية غير صحيحة
change-new-missing = أدخل كلمة مرور جديدة
change-too-short =
    { $count ->
        [few] يجب أن تتكون كلمة المرور الجديدة من { $count } أحرف أو أكثر
        [many] يجب أن تتكون كلمة المرور الجديدة من { $count } حرفًا أو أكثر
       *[other] يجب أن تتكون كلمة المرور الجديدة من { $count } حرف أو أكثر
    }
change-too-long = كلمة المرور الجديدة طويلة جدًا. اختر كلمة مرور أقصر
change-too-easy = كلمة المرور الجديدة سهلة التخمين. اختر كلمة مرور أقل شيوعًا
change-same = يجب أن تختلف كلمة المرور الجديدة عن كلمة المرور الحالية
change-contains-name = يجب ألا تحتوي كلمة المرور الجديدة على اسمك أو اسم المستخدم
change-temporary-shape = يجب ألا تشبه كلمة المرور الجديدة كلمة مرور مؤقتة. اختر كلمة مرور خاصة بك
change-no-match = كلمتا المرور الجديدتان غير متطابقتين

## Applications

confirm-title = تأكيد كلمة المرور
confirm-text = أدخل كلمة المرور لفتح { $application }.
confirm-button = فتح { $application }
confirm-missing = أدخل كلمة المرور
confirm-wrong = كلمة المرور غير صحيحة
going-on-title = يجري فتح { $application }
going-on-text = إذا لم يحدث شيء، فاضغط الرابط.
going-on-link = الانتقال إلى { $application }

## When something is in the way

not-found-title = الصفحة غير موجودة
not-found-typed = إذا كتبت عنوان الصفحة، فتأكد من صحته.
not-found-pasted = إذا لصقت العنوان من رسالة، فتأكد من نسخه كاملًا.
problem-title = نأسف، هناك مشكلة في الخدمة
problem-text = حاول مرة أخرى لاحقًا.
problem-contact = تواصل مع { $support } واذكر هذا الرمز المرجعي: { $reference }
busy-title = الخدمة مشغولة في الوقت الحالي
busy-text = انتظر دقيقة، ثم حاول مرة أخرى.
too-many-title = محاولات كثيرة جدًا
too-many-text =
    { $count ->
        [zero] انتظر أقل من دقيقة، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
        [one] انتظر دقيقة واحدة، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
        [two] انتظر دقيقتين، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
        [few] انتظر { $count } دقائق، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
        [many] انتظر { $count } دقيقة، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
       *[other] انتظر { $count } دقيقة، ثم حاول مرة أخرى. يمكنك أيضًا { $link }إعادة تعيين كلمة المرور{ $end }.
    }
cross-site-title = ابدأ من جديد من صفحة تسجيل الدخول
cross-site-text = لم يصل هذا النموذج من صفحتنا، لذلك لم نعالجه.
too-large-title = النص طويل جدًا ولا يمكن إرساله
too-large-text = ارجع واختصر ما كتبته، ثم أرسله مرة أخرى.
bad-request-title = لم نتمكن من قراءة ما أرسله متصفحك
bad-request-text = ارجع وحاول مرة أخرى.
not-allowed-title = لا يمكن استخدام هذه الصفحة بهذه الطريقة
not-allowed-text = ابدأ من الصفحة التي أوصلتك إلى هنا.

## In every letter

letter-hello = مرحبًا { $name }،
letter-hello-nameless = مرحبًا،
letter-footer = أُرسلت هذه الرسالة تلقائيًا. لا نطلب كلمة مرورك أبدًا بالبريد الإلكتروني أو الهاتف.

## Password Reset Request

letter-request-subject = طلب إعادة تعيين كلمة المرور
letter-request-preheader = افتح الرابط خلال { $life } لإعادة تعيين كلمة المرور.
letter-request-received = تلقينا طلبًا لإعادة تعيين كلمة مرورك لدى { $portal }.
letter-request-open = لإعادة تعيينها، افتح هذا الرابط:
letter-request-button = إعادة تعيين كلمة المرور
letter-request-copy = أو انسخ هذا الرابط إلى متصفحك:
letter-request-once = يعمل الرابط مرة واحدة.
letter-request-expires = تنتهي صلاحيته بعد { $life }، أي في { $time }.
letter-request-then-automatic = عند فتح الرابط، نعيد تعيين كلمة مرورك ونرسل إليك رسالة ثانية فيها كلمة مرور مؤقتة.
letter-request-then-confirm = تطلب منك الصفحة التأكيد. بعد ذلك نرسل إليك رسالة ثانية فيها كلمة مرور مؤقتة.
letter-request-not-you-heading = إذا لم يكن هذا الطلب منك
letter-request-not-you =
    لا تفتح الرابط. تبقى كلمة مرورك كما هي. { $contact ->
        [given] إذا وصلتك رسائل أخرى كهذه، فتواصل معنا: { $support }.
       *[none] إذا وصلتك رسائل أخرى كهذه، فأبلغ المسؤولين عن { $portal }.
    }

## Password Reset Notification

letter-temporary-subject = إشعار بإعادة تعيين كلمة المرور
letter-temporary-preheader = تمت إعادة تعيين كلمة مرورك. كلمة المرور المؤقتة موجودة في هذه الرسالة.
letter-temporary-was-reset = تمت إعادة تعيين كلمة مرورك لدى { $portal } في { $time }. تتوقف كلمة مرورك القديمة عن العمل فور استخدام كلمة المرور المؤقتة. إذا وصلتك عدة رسائل كهذه، فاستخدم كلمة المرور الواردة في أحدثها.
letter-temporary-sign-in = سجّل الدخول باسم المستخدم وكلمة المرور المؤقتة التالية:
letter-temporary-shape = تتكون من حروف لاتينية صغيرة وأرقام من 2 إلى 9 فقط. يمكن نسخها ولصقها.
letter-temporary-here = سجّل الدخول من هنا:
letter-temporary-button = تسجيل الدخول
letter-temporary-until = تعمل كلمة المرور المؤقتة حتى { $time }.
letter-temporary-then = بعد تسجيل الدخول، اختر «تغيير كلمة المرور» وعيّن كلمة مرور خاصة بك.
letter-temporary-not-you-heading = إذا لم تكن إعادة التعيين بطلب منك
letter-temporary-not-you =
    ربما يستطيع شخص آخر قراءة بريدك الإلكتروني. { $contact ->
        [given] تواصل معنا فورًا: { $support }.
       *[none] أبلغ المسؤولين عن { $portal } فورًا.
    }

## Password Changed

letter-changed-subject = تم تغيير كلمة المرور
letter-changed-preheader = إذا كان التغيير منك، فلا حاجة إلى أي إجراء.
letter-changed-when = تم تغيير كلمة مرورك لدى { $portal } في { $time }.
letter-changed-you = إذا كان التغيير منك، فلا حاجة إلى أي إجراء.
letter-changed-not-you-heading = إذا لم يكن التغيير منك
letter-changed-reset = أعد تعيين كلمة المرور فورًا. ابدأ من هنا:
letter-changed-button = إعادة تعيين كلمة المرور
letter-changed-contact =
    { $contact ->
        [given] بعد ذلك تواصل معنا: { $support }.
       *[none] بعد ذلك أبلغ المسؤولين عن { $portal }.
    }

## Email Address Changed

letter-address-subject = تم تغيير عنوان البريد الإلكتروني
letter-address-preheader = من الآن فصاعدًا، تصل الرسائل إلى العنوان الجديد.
letter-address-when = تم تغيير عنوان البريد الإلكتروني لحسابك لدى { $portal } في { $time }.
letter-address-new = من الآن فصاعدًا، تصل الرسائل إلى العنوان الجديد.
letter-address-not-you-heading = إذا لم يكن التغيير بطلب منك
letter-address-not-you =
    { $contact ->
        [given] تواصل معنا فورًا: { $support }.
       *[none] أبلغ المسؤولين عن { $portal } فورًا.
    }

## Times

duration-hours =
    { $count ->
        [zero] { $count } ساعة
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
duration-minutes =
    { $count ->
        [zero] { $count } دقيقة
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
duration-seconds =
    { $count ->
        [zero] { $count } ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $count } ثوانٍ
        [many] { $count } ثانية
       *[other] { $count } ثانية
    }
# 15:42 on Monday 23 November 2026 (CET). The pieces come as the language writes them:
# { $time }, { $date } (weekday and all), { $weekday }, { $day } (the date without it), { $zone }.
instant = الساعة { $time } يوم { $weekday } { $day } ({ $zone })
