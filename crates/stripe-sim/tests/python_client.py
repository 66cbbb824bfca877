"""Stripe's own Python client against the simulator, unchanged but for its address.

Arguments: the simulator's address and secret key. Ends with "all well" or a traceback.
"""

import json
import queue
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import stripe

URL, KEY = sys.argv[1:]
SECRET = "whsec_python"
stripe.api_base, stripe.api_key = URL, KEY
deliveries: queue.Queue = queue.Queue()


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        deliveries.put((body, self.headers["stripe-signature"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def control(path, body):
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def refused(kind, call, code=None):
    try:
        call()
    except kind as error:
        assert code is None or error.code == code, error
        return error
    raise AssertionError(f"{kind.__name__} expected")


def webhooks():
    server = HTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    control("/_sim/config", {"webhook": {"url": url, "secret": SECRET}})


def accounts():
    account = stripe.Account.create(
        type="express", country="GB", capabilities={"transfers": {"requested": True}}, metadata={"affiliate": "a1"}
    )
    transfer = dict(amount=100, currency="gbp", destination=account.id)
    error = refused(
        stripe.InvalidRequestError,
        lambda: stripe.Transfer.create(**transfer),
        "insufficient_capabilities_for_transfer",
    )
    assert error.http_status == 400 and error.request_id.startswith("req_")
    link = stripe.AccountLink.create(
        account=account.id, type="account_onboarding", refresh_url="http://a.test", return_url="http://a.test"
    )
    control(f"/_sim/accounts/{account.id}/complete", {})
    assert stripe.Account.retrieve(account.id).capabilities.transfers == "active"
    return account.id


def transfers(account):
    wish = dict(amount=100, currency="gbp", destination=account, transfer_group="run_1")
    refused(stripe.InvalidRequestError, lambda: stripe.Transfer.create(**wish), "balance_insufficient")
    control("/_sim/balance", {"amount": 100_000, "currency": "gbp"})
    first = stripe.Transfer.create(**wish, idempotency_key="tr:1")
    again = stripe.Transfer.create(**wish, idempotency_key="tr:1")
    assert first.id == again.id and again.last_response.headers["idempotent-replayed"] == "true"
    refused(stripe.IdempotencyError, lambda: stripe.Transfer.create(**{**wish, "amount": 7}, idempotency_key="tr:1"))
    for n in range(2, 13):
        stripe.Transfer.create(**wish, idempotency_key=f"tr:{n}")
    stripe.Transfer.create(**{**wish, "transfer_group": "run_2"})
    listed = stripe.Transfer.list(transfer_group="run_1", limit=5)
    assert len(listed.data) == 5 and listed.has_more
    assert len(list(listed.auto_paging_iter())) == 12
    reversal = stripe.Transfer.create_reversal(first.id, amount=40)
    assert reversal.amount == 40 and stripe.Transfer.retrieve(first.id).amount_reversed == 40
    balance = stripe.Balance.retrieve(stripe_account=account)
    assert balance.available[0].amount == 13 * 100 - 40, balance


def faults(account):
    wish = dict(amount=1, currency="gbp", destination=account, transfer_group="run_3")
    for kind in ["drop_before", "drop_after", "status_500_after", "key_in_use"]:
        control("/_sim/faults", {"path_prefix": "/v1/transfers", "kind": kind})
        stripe.Transfer.create(**wish)
    assert len(stripe.Transfer.list(transfer_group="run_3").data) == 4, "the client's retries bring one each"
    stripe.max_network_retries = 0
    for kind, error in [
        ("rate_limit", stripe.RateLimitError),
        ("lock_timeout", stripe.RateLimitError),
        ("saved_500", stripe.APIError),
        ("html_before", stripe.APIError),
        ("drop_before", stripe.APIConnectionError),
        ("truncated", stripe.APIConnectionError),
    ]:
        control("/_sim/faults", {"path_prefix": "/v1/transfers", "kind": kind})
        refused(error, lambda: stripe.Transfer.create(**wish))
    refused(stripe.AuthenticationError, lambda: stripe.Balance.retrieve(api_key="sk_test_wrong"))
    refused(stripe.PermissionError, lambda: stripe.Balance.retrieve(stripe_account="acct_none"))


def payments():
    customer = stripe.Customer.create(email="brand@example.com")
    card = stripe.PaymentMethod.attach("pm_card_visa", customer=customer.id)
    wish = dict(
        amount=5000, currency="gbp", customer=customer.id, payment_method=card.id, off_session=True, confirm=True
    )
    assert stripe.PaymentIntent.create(**wish).status == "succeeded"
    control(f"/_sim/payment_methods/{card.id}", {"outcome": "insufficient_funds"})
    error = refused(stripe.CardError, lambda: stripe.PaymentIntent.create(**wish), "card_declined")
    assert error.error.decline_code == "insufficient_funds"
    assert error.error.payment_intent.status == "requires_payment_method"
    control(f"/_sim/payment_methods/{card.id}", {"outcome": "succeed"})
    price = stripe.Price.create(
        currency="gbp", unit_amount=5000, recurring={"interval": "month"}, product_data={"name": "Growth"}
    )
    subscription = stripe.Subscription.create(customer=customer.id, items=[{"price": price.id}])
    assert subscription.status == "active"
    invoice = stripe.Invoice.retrieve(subscription.latest_invoice, expand=["payments"])
    assert invoice.status == "paid" and invoice.payments.data[0].status == "paid"
    client = stripe.StripeClient(KEY, base_addresses={"api": URL})
    session = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "http://a.test",
            "payment_method_types": ["us_bank_account"],
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {"currency": "usd", "unit_amount": 5000, "product_data": {"name": "Wallet"}},
                }
            ],
        }
    )
    paid = control(f"/_sim/checkout/{session.id}/pay", {})
    assert paid["payment_status"] == "unpaid"


def events():
    body, signature = deliveries.get(timeout=10)
    event = stripe.Webhook.construct_event(body, signature, SECRET)
    assert event.type == "account.updated" and event.data.object.object == "account"
    forged = body.replace(b"account.updated", b"account.forgery")
    for raw, secret in [(forged, SECRET), (body, "whsec_other")]:
        refused(stripe.SignatureVerificationError, lambda: stripe.Webhook.construct_event(raw, signature, secret))
    created = list(stripe.Event.list(type="transfer.created", limit=3).auto_paging_iter())
    assert len(created) >= 17, len(created)


webhooks()
payee = accounts()
transfers(payee)
faults(payee)
payments()
events()
print("all well")
