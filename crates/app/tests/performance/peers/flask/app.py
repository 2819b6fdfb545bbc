"""Flask-Security's sign-in and password reset, on SQLite; `app.py 500` fills the database."""

import os
import sys
import uuid
from datetime import datetime, timezone

from flask import Flask
from flask_mail import Mail
from flask_security import Security, SQLAlchemyUserDatastore, hash_password
from flask_security.models import fsqla_v3 as fsqla
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine

app = Flask(__name__)
app.config.update(
    SECRET_KEY="for measurements only",
    SECURITY_PASSWORD_SALT="for measurements only",
    SQLALCHEMY_DATABASE_URI=f"sqlite:///{os.path.abspath('data.sqlite3')}",
    SECURITY_RECOVERABLE=True,
    SECURITY_RETURN_GENERIC_RESPONSES=True,
    SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL=False,
    SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
    SECURITY_EMAIL_SENDER="no-reply@example.com",
    MAIL_DEFAULT_SENDER="no-reply@example.com",
    MAIL_SERVER="127.0.0.1",
    MAIL_PORT=int(os.environ["PEER_SMTP_PORT"]),
)
db = SQLAlchemy(app)
fsqla.FsModels.set_db_info(db)


class Role(db.Model, fsqla.FsRoleMixin):
    pass


class User(db.Model, fsqla.FsUserMixin):
    pass


@event.listens_for(Engine, "connect")
def with_write_ahead_log(connection, _):
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


Mail(app)
app.security = Security(app, SQLAlchemyUserDatastore(db, User, Role))

if __name__ == "__main__":
    with app.app_context():
        db.drop_all()
        db.create_all()
        password = hash_password("Correct-horse-9")
        for n in range(int(sys.argv[1])):
            db.session.add(
                User(
                    email=f"user{n}@example.com",
                    password=password,
                    active=True,
                    fs_uniquifier=uuid.uuid4().hex,
                    confirmed_at=datetime.now(timezone.utc),
                )
            )
        db.session.commit()
