from dataclasses import replace

import pytest
import torch
from diffusers import UNet2DModel

from diffusion_lines.attributes import Attributes, SummedEmbedding
from diffusion_lines.conditions import asked_in_turn, classes_of, with_some_left_open
from diffusion_lines.muon import hidden_matrices
from diffusion_lines.network import build_network, write_out_tables
from diffusion_lines.recipe import checked, load_recipe

SMALL = Attributes({"object": ["fish", "cat", "cup"], "colour": ["red", "blue"], "scene": ["sea", "snow"]})


def test_rows_are_the_choices_as_one_number_and_the_last_leaves_everything_open():
    assert (SMALL.sizes, SMALL.strides, SMALL.rows) == ([4, 3, 3], [9, 3, 1], 36)
    rows = torch.arange(36)
    assert SMALL.choices_of(rows).tolist() == [[o, c, s] for o in range(4) for c in range(3) for s in range(3)]
    assert torch.equal(SMALL.rows_of(SMALL.choices_of(rows)), rows)
    assert SMALL.choices_of(torch.tensor([35])).tolist() == [[3, 2, 2]]
    names = SMALL.names()
    assert (names[0], names[15], names[33]) == ("fish, red, sea", "cat, sea", "sea") and len(set(names)) == len(names) == 35
    assert [(a["name"], a["stride"], a["open"]) for a in SMALL.described()] == [("object", 9, 3), ("colour", 3, 2), ("scene", 1, 2)]


@pytest.mark.parametrize("attributes", [SMALL, load_recipe("picture-book-64").attributes], ids=["small", "picture book"])
def test_seeds_ask_for_every_combination_in_turn_and_leave_nothing_open(attributes):
    combinations = 1
    for size in attributes.sizes:
        combinations *= size - 1
    seeds = torch.arange(7 * attributes.sizes[0], 7 * attributes.sizes[0] + combinations)
    rows = attributes.in_turn(seeds)
    assert len(rows.unique()) == combinations
    choices = attributes.choices_of(rows)
    assert torch.equal(choices[:, 0], seeds % (attributes.sizes[0] - 1))
    assert all(choices[:, i].max() == size - 2 for i, size in enumerate(attributes.sizes))
    assert (choices[1:, 1:] != choices[:-1, 1:]).any(1).all()


def test_the_written_out_table_is_the_sum_of_the_tables():
    torch.manual_seed(0)
    summed = SummedEmbedding(SMALL, 8)
    table = summed.written_out()
    assert (table.num_embeddings, table.embedding_dim) == (36, 8)
    row = SMALL.rows_of(torch.tensor([[1, 0, 2]]))
    expected = summed.tables[0].weight[1] + summed.tables[1].weight[0] + summed.tables[2].weight[2]
    assert torch.equal(table(row)[0], expected)
    assert torch.equal(table(torch.arange(36)), summed(torch.arange(36)))
    big = SummedEmbedding(SMALL, 4096)
    assert big.written_out().weight.std().item() == pytest.approx(1, abs=0.2)  # as large as diffusers' own at the start


def test_a_network_with_attributes_says_the_same_as_a_plain_one(drawer):
    network = build_network(drawer).eval()
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.2)
    x, generator = torch.randn(5, 3, 16, 16), torch.Generator().manual_seed(0)
    rows = torch.randint(drawer.attributes.rows, (5,), generator=generator)
    with torch.no_grad():
        before = network(x, 300, class_labels=rows).sample
        write_out_tables(network)
        plain = UNet2DModel(**{"attention_head_dim": None, **drawer.network}).eval()
        plain.load_state_dict(network.state_dict())
        after = plain(x, 300, class_labels=rows).sample
        other = plain(x, 300, class_labels=(rows + 1) % drawer.attributes.rows).sample
    assert torch.equal(before, after)
    assert not torch.allclose(after, other)


def test_the_tables_are_no_matrices_between_hidden_layers(drawer):
    network = build_network(drawer)
    ours = {id(p) for p in hidden_matrices(network)[0]}
    assert not any(id(p) in ours for p in network.class_embedding.parameters())


def test_each_attribute_is_left_open_on_its_own_and_all_of_them_at_once(drawer):
    recipe = replace(drawer, training={**drawer.training, "class_dropout": 0.1, "attribute_dropout": 0.2})
    attributes, generator = recipe.attributes, torch.Generator().manual_seed(0)
    rows = attributes.in_turn(torch.arange(20_000))
    kept = with_some_left_open(recipe, rows, generator)
    before, after = attributes.choices_of(rows), attributes.choices_of(kept)
    is_open = after == torch.tensor(attributes.sizes) - 1
    assert torch.equal(after[~is_open], before[~is_open])
    alone = 1 - 0.9 * 0.8
    assert is_open.double().mean(0).tolist() == pytest.approx([alone] * 3, abs=0.02)
    assert is_open.all(1).double().mean().item() == pytest.approx(0.1 + 0.9 * 0.2**3, abs=0.02)
    only_the_object = ~is_open[:, 0] & is_open[:, 1] & is_open[:, 2]
    assert only_the_object.double().mean().item() == pytest.approx(0.9 * 0.8 * 0.2**2, abs=0.01)


def test_without_attributes_classes_are_dropped_as_they_always_were():
    recipe = load_recipe("mnist-28")
    labels = torch.arange(1000) % 10
    kept = with_some_left_open(recipe, labels, torch.Generator().manual_seed(3))
    dropped = torch.rand(1000, generator=torch.Generator().manual_seed(3)) < recipe.training["class_dropout"]
    assert torch.equal(kept, labels.masked_fill(dropped, 10))
    assert torch.equal(asked_in_turn(recipe, torch.arange(25)), torch.arange(25) % 10)
    assert torch.equal(classes_of(recipe, labels), labels)


@pytest.mark.parametrize(
    "change, message",
    [
        ({"network": {"num_class_embeds": 13}}, "num_class_embeds is 702"),
        ({"data": {"class_names": ["fish"]}}, "lists the class_names"),
    ],
)
def test_a_recipe_whose_numbers_do_not_fit_its_attributes_is_refused(change, message):
    recipe = load_recipe("picture-book-64")
    changed = replace(recipe, **{table: {**getattr(recipe, table), **entries} for table, entries in change.items()})
    with pytest.raises(SystemExit, match=message):
        checked(changed)
