import torch
from PIL import Image

from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.sample import Frame, sample
from diffusion_lines.way_back import GUIDANCE, ROWS, SHOWN, STEPS, nearest_frames, write_way_back


def test_each_column_is_the_frame_nearest_to_its_t():
    frames = [Frame(timestep, torch.full((2, 1, 1, 1), float(timestep)), None) for timestep in (99, 59, 24, -1)]
    timesteps, pictures = nearest_frames(iter(frames), (100, 50, 0))
    assert timesteps == [100, 60, 0]
    assert pictures.flatten().tolist() == [99, 59, -1, 99, 59, -1]  # a row a picture


def test_the_last_column_holds_the_samples(tiny, tmp_path):
    torch.manual_seed(0)
    network = build_network(tiny).eval().requires_grad_(False)
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    entry = write_way_back(tiny, network, alphas_cumprod, tmp_path)
    assert entry["timesteps"] == list(SHOWN)
    assert (entry["rows"], entry["steps"], entry["guidance"]) == (ROWS, STEPS, GUIDANCE)
    drawn = Image.open(tmp_path / entry["file"])
    columns = len(SHOWN)
    assert drawn.size == (columns * 17 - 1, ROWS * 17 - 1)
    alone = sample(network, alphas_cumprod, range(1), torch.tensor([0]), STEPS, guidance=GUIDANCE)
    left = (columns - 1) * 17
    expected = ((alone[0, 0] / 2 + 0.5).clamp(0, 1) * 255).round()
    corner = drawn.crop((left - 1, 0, left + 16, 16))
    grey, covered = (torch.tensor(list(band.getdata())).view(16, 17) for band in corner.split())
    assert (grey[:, 1:] - expected).abs().max() <= 1
    assert covered[:, 0].eq(0).all()  # what is behind the gap shows
    assert covered[:, 1:].eq(255).all()
