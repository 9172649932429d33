"""A ministry signs in: 300 people from one address within five minutes, while others read.

    python -m tests.bench.sign_in ORIGIN [PEOPLE] [SECONDS]

The site must know person0@example.org … with one password (`people` makes them). Prints how many were let in, and
how long a page took for those who read meanwhile.
"""

import http.client
import random
import re
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit

PASSWORD = "correct horse battery"
READ = "/ky/accounts/login/"


def people(number):
    """Make the people, all with one hash; to be called in `manage.py shell`."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from lms.accounts.models import User

    secret = make_password(PASSWORD)
    for n in range(number):
        one, _new = User.objects.update_or_create(email=f"person{n}@example.org", defaults={"password": secret})
        EmailAddress.objects.update_or_create(user=one, email=one.email, defaults={"verified": True, "primary": True})


def ask(host, method, path, data=None, cookies=""):
    connection = http.client.HTTPConnection(host, timeout=120)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, urlencode(data) if data else None, headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace"), answer.headers.get_all("Set-Cookie") or []


def sign_in(host, n):
    """Load the form as a browser does, and send it."""
    _status, html, cookies = ask(host, "GET", READ)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html).group(1)
    kept = "; ".join(cookie.partition(";")[0] for cookie in cookies)
    data = {"login": f"person{n}@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token}
    status, _html, cookies = ask(host, "POST", READ, data, kept)
    return status == 302 and any(cookie.startswith(("sessionid", "__Host-session")) for cookie in cookies)


def main(origin, number=300, seconds=300):
    host, let_in, waits, over = urlsplit(origin).netloc, [], [], threading.Event()

    def come(n):
        time.sleep(random.random() * seconds * 0.9)
        began = time.perf_counter()
        let_in.append((sign_in(host, n), time.perf_counter() - began))

    def read():
        while not over.wait(0.25):
            began = time.perf_counter()
            ask(host, "GET", READ)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    comers = [threading.Thread(target=come, args=(n,)) for n in range(number)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in comers + readers:
        thread.start()
    for thread in comers:
        thread.join()
    over.set()
    print(f"{sum(ok for ok, _ in let_in)} of {number} let in within {time.perf_counter() - began:.0f} s")
    for name, times in (("sign-in", sorted(t for _, t in let_in)), ("page", sorted(waits))):
        print(
            f"{name}: median {times[len(times) // 2]:.3f} s, p95 {times[int(len(times) * 0.95)]:.3f} s, of {len(times)}"
        )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
