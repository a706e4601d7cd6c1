"""The networks that golden_dropped.py builds: the options of UNet2DModel that the page reads, spread over small networks."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from diffusers import DDIMScheduler, DDPMScheduler


@dataclass
class Case:
    """A network, its scheduler, and how they are saved."""

    config: dict
    scheduler: type
    schedule: dict
    dtype: torch.dtype = torch.float32
    pipeline: bool = False
    save: dict = field(default_factory=dict)


SMALL = {"norm_num_groups": 2, "in_channels": 3, "out_channels": 3}

CASES = {
    "pipeline-classes": Case(
        {
            **SMALL,
            "sample_size": 12,
            "in_channels": 1,
            "out_channels": 1,
            "layers_per_block": 1,
            "block_out_channels": (4, 8),
            "down_block_types": ("DownBlock2D", "AttnDownBlock2D"),
            "up_block_types": ("AttnUpBlock2D", "UpBlock2D"),
            "attention_head_dim": 4,
            "norm_num_groups": 4,
            "num_class_embeds": 4,
            "freq_shift": 1,
            "flip_sin_to_cos": False,
        },
        DDIMScheduler,
        {"beta_schedule": "squaredcos_cap_v2"},
        dtype=torch.float16,
        pipeline=True,
        save={"variant": "fp16"},
    ),
    "rectangle-v": Case(
        {
            **SMALL,
            "sample_size": (8, 12),
            "layers_per_block": 2,
            "block_out_channels": (4, 4, 8),
            "down_block_types": ("AttnDownBlock2D", "DownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
            "attention_head_dim": None,
            "downsample_padding": 0,
            "center_input_sample": True,
            "mid_block_scale_factor": 2**0.5,
            "norm_eps": 1e-6,
            "attn_norm_num_groups": 4,
            "dropout": 0.1,
        },
        DDIMScheduler,
        {
            "beta_schedule": "scaled_linear",
            "beta_start": 0.00085,
            "beta_end": 0.012,
            "num_train_timesteps": 500,
            "prediction_type": "v_prediction",
        },
    ),
    "parts-sample": Case(
        {
            **SMALL,
            "sample_size": 16,
            "layers_per_block": 1,
            "block_out_channels": (4, 4, 6, 8),
            "down_block_types": ("DownBlock2D",) * 4,
            "up_block_types": ("UpBlock2D",) * 4,
            "add_attention": False,
            "downsample_type": "resnet",
            "act_fn": "swish",
        },
        DDPMScheduler,
        {"beta_schedule": "sigmoid", "prediction_type": "sample"},
        dtype=torch.bfloat16,
        save={"max_shard_size": "12KB"},
    ),
    "one-level-zero-snr": Case(
        {
            **SMALL,
            "sample_size": 7,
            "in_channels": 4,
            "out_channels": 4,
            "layers_per_block": 3,
            "block_out_channels": (8,),
            "down_block_types": ("AttnDownBlock2D",),
            "up_block_types": ("AttnUpBlock2D",),
            "attention_head_dim": 4,
            "num_class_embeds": 3,
            "center_input_sample": False,
            "norm_eps": 1e-3,
        },
        DDPMScheduler,
        {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True},
        dtype=torch.float16,
    ),
    "trained-betas": Case(
        {
            **SMALL,
            "sample_size": 10,
            "layers_per_block": 1,
            # An odd number of channels: the time embedding ends in a zero.
            "block_out_channels": (5, 10),
            "down_block_types": ("AttnDownBlock2D", "AttnDownBlock2D"),
            "up_block_types": ("AttnUpBlock2D", "AttnUpBlock2D"),
            "attention_head_dim": 5,
            "norm_num_groups": 5,
        },
        DDPMScheduler,
        {"num_train_timesteps": 40, "trained_betas": [0.002 * (1 + i) for i in range(40)]},
        dtype=torch.float16,
    ),
    "parts-fp16": Case(
        {
            **SMALL,
            "sample_size": 8,
            "layers_per_block": 1,
            "block_out_channels": (4, 8),
            "down_block_types": ("DownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "UpBlock2D"),
            "attention_head_dim": 8,
        },
        DDIMScheduler,
        {},
        dtype=torch.float16,
        save={"variant": "fp16", "max_shard_size": "6KB"},
    ),
    "scale-shift": Case(
        {
            **SMALL,
            "sample_size": 8,
            "layers_per_block": 1,
            # Groups of two channels, of four and of six: norms whose input has a skip, too.
            "block_out_channels": (4, 8, 12),
            "down_block_types": ("DownBlock2D", "AttnDownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "AttnUpBlock2D", "UpBlock2D"),
            "attention_head_dim": 4,
            "num_class_embeds": 3,
            "mid_block_scale_factor": 2**0.5,
            # Without attn_norm_num_groups the attention in the middle has no norm then.
            "resnet_time_scale_shift": "scale_shift",
        },
        DDIMScheduler,
        {"beta_schedule": "squaredcos_cap_v2"},
        dtype=torch.float16,
    ),
    "scale-shift-norm": Case(
        {
            **SMALL,
            "sample_size": (6, 4),
            "layers_per_block": 2,
            "norm_num_groups": 5,
            "block_out_channels": (5, 10),
            "down_block_types": ("DownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "UpBlock2D"),
            "attention_head_dim": None,
            "attn_norm_num_groups": 2,
            "resnet_time_scale_shift": "scale_shift",
        },
        DDPMScheduler,
        {"prediction_type": "v_prediction"},
    ),
}
