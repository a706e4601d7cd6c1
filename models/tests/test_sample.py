import pytest
import torch
from diffusers import DDIMScheduler, DDPMScheduler

from diffusion_lines.network import build_network, build_schedule
from diffusion_lines.sample import guided_output, noise_scales, sample, seeded_noise, spaced_timesteps, step_noise, trajectory


@pytest.fixture
def network(tiny):
    torch.manual_seed(0)
    network = build_network(tiny).eval()
    for p in network.parameters():
        torch.nn.init.normal_(p, std=0.2)
    return network


LABELS = torch.tensor([1, 2])


@torch.no_grad()
def by_diffusers(network, scheduler, x_t, steps, **options):
    scheduler.set_timesteps(steps)
    for t in scheduler.timesteps:
        eps = network(x_t, t, class_labels=LABELS).sample
        x_t = scheduler.step(eps, t, x_t, **options).prev_sample
    return x_t, scheduler.timesteps.tolist()


@pytest.mark.parametrize("steps", [1, 10, 50, 1000])
def test_the_spacing_starts_at_the_noisiest_step(tiny, steps):
    scheduler = DDIMScheduler(timestep_spacing="trailing")
    scheduler.set_timesteps(steps)
    assert spaced_timesteps(1000, steps) == scheduler.timesteps.tolist()
    assert spaced_timesteps(1000, steps)[0] == 999


@pytest.mark.parametrize("steps", [1, 3, 10, 20, 30, 1000])
def test_the_other_spacing_ends_at_the_first_step(steps):
    scheduler = DDIMScheduler(timestep_spacing="leading", steps_offset=0)
    scheduler.set_timesteps(steps)
    assert spaced_timesteps(1000, steps, "leading") == scheduler.timesteps.tolist()
    assert spaced_timesteps(1000, steps, "leading")[-1] == 0


def test_quadratic_steps_by_hand():
    """⌊800·(i/9)²⌋ and ⌊800·(i/19)²⌋, which Song, Meng & Ermon's code gives too."""
    assert spaced_timesteps(1000, 10, "quadratic")[::-1] == [0, 9, 39, 88, 158, 246, 355, 483, 632, 800]
    assert spaced_timesteps(1000, 20, "quadratic")[::-1][:8] == [0, 2, 8, 19, 35, 55, 79, 108]
    assert spaced_timesteps(1000, 1, "quadratic") == [0]
    assert spaced_timesteps(1000, 50, "quadratic")[-4:] == [2, 1, 0, 0]
    with pytest.raises(ValueError, match="cubic"):
        spaced_timesteps(1000, 10, "cubic")


def test_a_timestep_that_comes_twice_changes_nothing(tiny, network):
    """T = 20 in 10 quadratic steps: 16, 12, 9, 7, 4, 3, 1, 0, 0, 0."""
    x_T = seeded_noise(range(2), (1, 16, 16))
    alphas_cumprod = build_schedule(tiny).alphas_cumprod[:20]
    frames = list(trajectory(network, alphas_cumprod, x_T, LABELS, 10, clip=False, spacing="quadratic", eta=1.0))
    assert [frame.timestep for frame in frames[-4:]] == [0, 0, 0, -1]
    torch.testing.assert_close(frames[-2].x_t, frames[-4].x_t)


@pytest.mark.parametrize("spacing", ["trailing", "leading"])
@pytest.mark.parametrize("clip", [True, False])
def test_ddim_is_that_of_diffusers(tiny, network, clip, spacing):
    options = {**tiny.schedule, "clip_sample": clip, "set_alpha_to_one": True, "timestep_spacing": spacing}
    x_T = seeded_noise(range(2), (1, 16, 16))
    expected, timesteps = by_diffusers(network, DDIMScheduler(**options), x_T, 10, use_clipped_model_output=True)
    frames = list(trajectory(network, build_schedule(tiny).alphas_cumprod, x_T, LABELS, 10, clip=clip, spacing=spacing))
    assert [f.timestep for f in frames] == [*timesteps, -1]
    assert torch.equal(frames[-1].x_t, frames[-1].x_hat_0)
    torch.testing.assert_close(frames[-1].x_t, expected, rtol=1e-3, atol=1e-3 * expected.abs().max().item())


def test_eta_one_with_all_steps_is_ddpm(tiny, network):
    x_T = seeded_noise(range(2), (1, 16, 16))
    scheduler = DDPMScheduler(**{**tiny.schedule, "num_train_timesteps": 20}, variance_type="fixed_small")
    expected, _ = by_diffusers(network, scheduler, x_T, 20, generator=torch.Generator().manual_seed(5))
    generator = torch.Generator().manual_seed(5)
    *_, last = trajectory(network, scheduler.alphas_cumprod, x_T, LABELS, 20, eta=1.0, generator=generator)
    torch.testing.assert_close(last.x_t, expected, rtol=1e-3, atol=1e-3)


# All steps with the larger variance: with fewer, diffusers adds noise in the last step too.
@pytest.mark.parametrize(("eta", "variance", "steps"), [(1.0, "fixed_small", 5), ("sigma-hat", "fixed_large", 20)])
def test_ddpm_with_either_variance(tiny, network, eta, variance, steps):
    x_T = seeded_noise(range(2), (1, 16, 16))
    options = {**tiny.schedule, "num_train_timesteps": 20, "timestep_spacing": "trailing"}
    scheduler = DDPMScheduler(**options, variance_type=variance)
    expected, timesteps = by_diffusers(network, scheduler, x_T, steps, generator=torch.Generator().manual_seed(5))
    generator = torch.Generator().manual_seed(5)
    *_, last = trajectory(network, scheduler.alphas_cumprod, x_T, LABELS, steps, eta=eta, generator=generator)
    assert timesteps == spaced_timesteps(20, steps)
    torch.testing.assert_close(last.x_t, expected, rtol=1e-3, atol=1e-3)


def test_the_larger_noise_leaves_the_mean_of_eta_one():
    # β = 0.3 between ᾱ = 0.7 · 0.8 and 0.8: σ² = 0.2/0.44 · 0.3, σ̂² = 0.3
    assert noise_scales(0.56, 0.8, "sigma-hat") == pytest.approx(((0.2 / 0.44 * 0.3) ** 0.5, 0.3**0.5))
    assert noise_scales(0.56, 0.8, 0.5) == pytest.approx((0.5 * (0.2 / 0.44 * 0.3) ** 0.5,) * 2)
    assert noise_scales(0.56, 1.0, "sigma-hat") == (0.0, 0.0)


def test_guidance_is_linear_between_null_and_class(network, tiny):
    x = seeded_noise(range(2), (1, 16, 16))
    null = torch.full_like(LABELS, tiny.null_class)
    with torch.no_grad():
        conditional, unconditional = (network(x, 500, class_labels=y).sample for y in (LABELS, null))
        for w in (0.0, 1.0, 1.5):
            expected = (1 - w) * unconditional + w * conditional
            torch.testing.assert_close(guided_output(network, x, 500, LABELS, w), expected, rtol=1e-4, atol=1e-4)
    assert (conditional - unconditional).abs().max() > 1e-3


def test_a_seed_gives_its_picture_in_any_batch(network, tiny):
    alphas_cumprod = build_schedule(tiny).alphas_cumprod
    both = sample(network, alphas_cumprod, range(2), LABELS, 3)
    second = sample(network, alphas_cumprod, range(1, 2), LABELS[1:], 3)
    torch.testing.assert_close(both[1:], second, rtol=1e-4, atol=1e-4)


def test_parts_drawn_together_have_the_noise_that_each_has_alone():
    def generators() -> list[torch.Generator]:
        return [torch.Generator().manual_seed(seed) for seed in (3, 4)]

    together, (first, second) = generators(), generators()
    for _ in range(2):  # and so at every step
        alone = torch.cat([step_noise((3, 1, 4, 4), first), step_noise((3, 1, 4, 4), second)])
        assert torch.equal(step_noise((6, 1, 4, 4), together), alone)


def test_a_wrong_number_of_steps_is_refused():
    for steps in (0, 1001):
        with pytest.raises(ValueError, match="1..1000"):
            spaced_timesteps(1000, steps)
    with pytest.raises(ValueError, match="linspace"):
        spaced_timesteps(1000, 10, "linspace")
