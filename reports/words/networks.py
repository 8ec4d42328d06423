"""How networks are called; texts that a network did not deliver are counted by its code."""

from __future__ import annotations

from reports.words import topic, word

NAMES = {
    "63902": "Safaricom",
    "63903": "Airtel Kenya",
    "63907": "Telkom Kenya",
    "63999": "Equitel",
    "64004": "Vodacom Tanzania",
    "64005": "Airtel Tanzania",
    "65101": "Vodacom Lesotho",
    "65102": "Econet Telecom Lesotho",
}
"""Mobile country code and network code (ITU-T E.212) -> name; 63999 is the aggregator's own code."""

NETWORKS = topic(
    {
        "other": ("network {code}", "réseau {code}", "mtandao {code}", "neteweke {code}", "បណ្តាញ {code}"),
        "unknown": ("unknown network", "réseau inconnu", "mtandao usiojulikana", "neteweke e sa tsejoeng", "បណ្តាញមិនស្គាល់"),
    }
)


def network_name(code: str, language: str) -> str:
    """The name of a known network; of another its code, said to be one."""
    if code and not code.isdecimal():
        return code
    return NAMES.get(code) or word(NETWORKS, "other" if code else "unknown", language).format(code=code)
