"""The network: diffusers' UNet2DModel, with its output layers initialised to zero."""

from __future__ import annotations

import torch
from diffusers import DDPMScheduler, UNet2DModel

from .attributes import SummedEmbedding
from .recipe import Recipe


def build_network(recipe: Recipe) -> UNet2DModel:
    """A fresh network. attention_head_dim=None means one head (diffusers' default 8 means many).

    With attributes, its class embedding is a sum of tables until `write_out_tables`.
    """
    options = {"attention_head_dim": None, **recipe.network}
    network = UNet2DModel(**options)
    zero_output_layers(network)
    if recipe.attributes is not None:
        network.class_embedding = SummedEmbedding(recipe.attributes, network.class_embedding.embedding_dim)
    return network


def write_out_tables(network: UNet2DModel) -> None:
    """Makes a network with attributes a plain UNet2DModel, whose class embedding has a row for every choice."""
    if isinstance(network.class_embedding, SummedEmbedding):
        network.class_embedding = network.class_embedding.written_out()


def zero_output_layers(network: UNet2DModel) -> None:
    """Every residual branch and the output start at zero, so the network starts as the identity (Ho et al. 2020's code)."""
    for name, module in network.named_modules():
        last_of_branch = name.endswith(("conv2", "to_out.0")) or name == "conv_out"
        if last_of_branch:
            torch.nn.init.zeros_(module.weight)
            torch.nn.init.zeros_(module.bias)


def build_schedule(recipe: Recipe) -> DDPMScheduler:
    return DDPMScheduler(**recipe.schedule)
