from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from lms.settings.base import PASSWORD_HASHERS


def test_passwords_are_kept_by_argon2_as_owasp_asks(settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    assert make_password("correct horse").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_kept_by_the_former_way_holds_and_is_hashed_anew(settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    former = make_password("correct horse", hasher="pbkdf2_sha256")
    kept = []
    assert check_password("correct horse", former, setter=kept.append)
    assert not check_password("wrong", former)
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    assert kept == ["correct horse"]
    assert identify_hasher(make_password("x")).algorithm == "argon2"
