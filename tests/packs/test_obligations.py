"""The table of obligations: where it speaks, it speaks with a source; data centres have the share of the notice."""

from .shipped import entries, rows

SECTORS = ("aluminium", "steel", "cement", "polysilicon", "data_centre")


def obligations():
    return {name: entry for name, entry in entries("targets").items() if name.startswith("obligation_")}


def test_ids_name_a_sector_and_a_province():
    for name, entry in obligations().items():
        assert any(name.startswith(f"obligation_{sector}_") for sector in SECTORS), name
        assert entry["kind"] == "green_share"


def test_shares_lie_in_the_range_that_was_announced():
    for name, entry in obligations().items():
        shares = {year: float(share.split()[0]) for year, share in entry["share"].items()}
        assert all(20 <= share <= 80 for share in shares.values()), name
        assert list(shares) == sorted(shares)


def test_new_data_centres_of_the_hubs_have_four_fifths():
    centres = {name: entry["share"] for name, entry in obligations().items() if "data_centre" in name}
    assert len(centres) == 14
    assert all(share == {2025: "80 %"} for share in centres.values())


def test_every_share_cites_a_notice_or_a_plan():
    for row in rows("targets"):
        if row["field"].startswith("share"):
            assert "notice" in row["source"] or "plan" in row["source"], row["id"]
