"""The measurements of diffusion_lines.evaluate, a file for each subject."""
