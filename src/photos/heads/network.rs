//! CenterFace (MobileNetV2 with a pyramid over it) run by hand: sums of products and nothing else, so that it needs no
//! runtime. It says where a face is; the part of it that finds eyes and mouths is left out.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, Slice};

/// The weights, as `tests/faces/convert.py` writes them.
static WEIGHTS: &[u8] = include_bytes!("centerface.bin");

/// Channels of pixels: rows of an array are channels.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) channels: Array2<f32>,
}

/// One layer: `weights` of (out, in × down × across), `bias` of every channel that comes out.
struct Layer {
    weights: Array2<f32>,
    bias: Vec<f32>,
}

/// An inverted residual block: spread out, look around in each channel, draw together.
struct Block {
    spread: Option<Layer>,
    around: Layer,
    together: Layer,
    stride: usize,
}

/// The network with its weights.
pub(super) struct Network {
    stem: Layer,
    blocks: Vec<Block>,
    top: Layer,
    /// From coarse to fine: how the coarser is enlarged, and how the finer joins it.
    steps: Vec<(Layer, Layer)>,
    last: Layer,
    /// Faces, their sizes, their offsets.
    heads: [Layer; 3],
}

/// Blocks: channels in, channels between, channels out, stride.
const BLOCKS: [(usize, usize, usize, usize); 17] = [
    (32, 32, 16, 1),
    (16, 96, 24, 2),
    (24, 144, 24, 1),
    (24, 144, 32, 2),
    (32, 192, 32, 1),
    (32, 192, 32, 1),
    (32, 192, 64, 2),
    (64, 384, 64, 1),
    (64, 384, 64, 1),
    (64, 384, 64, 1),
    (64, 384, 96, 1),
    (96, 576, 96, 1),
    (96, 576, 96, 1),
    (96, 576, 160, 2),
    (160, 960, 160, 1),
    (160, 960, 160, 1),
    (160, 960, 320, 1),
];

/// Blocks after which the pyramid taps the network, from coarse to fine, with their channels.
const TAPS: [(usize, usize); 3] = [(12, 96), (5, 32), (2, 24)];

/// Channels of the pyramid.
const PYRAMID: usize = 24;

impl Network {
    /// Unpacks the weights; `None` if they are not those of this network.
    pub(super) fn load() -> Option<Self> {
        let mut rest = WEIGHTS;
        let stem = layer(&mut rest, 32, 27)?;
        let mut blocks = Vec::new();
        for (input, between, output, stride) in BLOCKS {
            let spread = if between == input { None } else { Some(layer(&mut rest, between, input)?) };
            let around = layer(&mut rest, between, 9)?;
            blocks.push(Block { spread, around, together: layer(&mut rest, output, between)?, stride });
        }
        let top = layer(&mut rest, PYRAMID, 320)?;
        let mut steps = Vec::new();
        for (_, channels) in TAPS {
            steps.push((layer(&mut rest, PYRAMID, PYRAMID * 4)?, layer(&mut rest, PYRAMID, channels)?));
        }
        let last = layer(&mut rest, PYRAMID, PYRAMID * 9)?;
        let heads =
            [layer(&mut rest, 1, PYRAMID)?, layer(&mut rest, 2, PYRAMID)?, layer(&mut rest, 2, PYRAMID)?];
        rest.is_empty().then_some(Self { stem, blocks, top, steps, last, heads })
    }

    /// Runs the network over red, green and blue from 0 to 255, whose sides are multiples of 32. What comes out has
    /// a quarter of the width and height: one channel of faces, two of sizes, two of offsets.
    pub(super) fn run(&self, picture: &Plane) -> [Plane; 3] {
        let mut flow = relu(product(&self.stem, &around(picture, 2)));
        let (mut taps, mut bench) = (Vec::new(), Bench::default());
        for (at, block) in self.blocks.iter().enumerate() {
            let next = block.run(&flow, &mut bench);
            let before = std::mem::replace(&mut flow, next);
            if TAPS.iter().any(|(tap, _)| tap + 1 == at) {
                taps.push(before);
            }
        }
        flow = relu(product(&self.top, &flow));
        for (enlarge, join) in &self.steps {
            let mut joined = relu(enlarged(enlarge, &flow));
            if let Some(tap) = taps.pop() {
                joined.channels += &relu(product(join, &tap)).channels;
            }
            flow = joined;
        }
        let flow = relu(product(&self.last, &around(&flow, 1)));
        self.heads.each_ref().map(|head| product(head, &flow))
    }
}

/// Numbers between that are held at once: so few that they stay close to the processor.
const HELD: usize = 1 << 17;

/// Where numbers between are put; all blocks use the same places.
#[derive(Default)]
struct Bench {
    spread: Vec<f32>,
    inner: Vec<f32>,
}

impl Block {
    /// Runs strip by strip of lines.
    fn run(&self, input: &Plane, bench: &mut Bench) -> Plane {
        let (width, height) = (input.width.div_ceil(self.stride), input.height.div_ceil(self.stride));
        let mut output = Plane { width, height, channels: self.together.blank(width * height) };
        let between = self.around.bias.len();
        let lines = (HELD / (between * input.width * self.stride).max(1)).max(1);
        for from in (0..height).step_by(lines) {
            let strip = from..(from + lines).min(height);
            // Their neighbours above and below are seen as well.
            let first = (strip.start * self.stride).saturating_sub(1);
            let end = ((strip.end - 1) * self.stride + 2).min(input.height);
            let part = Slice::from(first * input.width..end * input.width);
            let seen = input.channels.slice_axis(Axis(1), part);
            let spread = match &self.spread {
                Some(spread) => spread.relu(&seen, &mut bench.spread),
                None => Some(seen),
            };
            let inner = spread.and_then(|spread| {
                self.looked_around(&spread, (input.width, first), strip.clone(), &mut bench.inner)
            });
            let part = Slice::from(strip.start * width..strip.end * width);
            let mut together = output.channels.slice_axis_mut(Axis(1), part);
            if let Some(inner) = inner {
                multiply(&self.together.weights.view(), &inner, &mut together);
            }
        }
        if self.stride == 1 && output.channels.nrows() == input.channels.nrows() {
            output.channels += &input.channels;
        }
        output
    }

    /// Three by three pixels around each of a strip of lines, each channel by itself; what is below nothing becomes nothing.
    /// The lines that are seen are so wide, and the first of them is this one.
    fn looked_around<'b>(
        &self,
        seen: &ArrayView2<'_, f32>,
        (across, first): (usize, usize),
        strip: Range<usize>,
        place: &'b mut Vec<f32>,
    ) -> Option<ArrayView2<'b, f32>> {
        let width = across.div_ceil(self.stride);
        let pixels = width * strip.len();
        place.resize(self.around.bias.len() * pixels, 0.0);
        // Of what lies beyond the picture, all is nothing.
        let mut framed = Framed::new(across, (strip.len() - 1) * self.stride + 3);
        let above = first + 1 - strip.start * self.stride;
        let channels = seen.outer_iter().zip(self.around.weights.outer_iter()).zip(&self.around.bias);
        for (out, ((channel, weights), bias)) in place.chunks_exact_mut(pixels).zip(channels) {
            let weights = <&[f32; 9]>::try_from(weights.to_slice()?).ok()?;
            framed.put(channel.to_slice()?, above);
            let lines = framed.seen(weights, *bias).step_by(self.stride);
            for (row, line) in out.chunks_exact_mut(width).zip(lines) {
                if self.stride == 1 {
                    row.copy_from_slice(line.get(..width)?);
                } else {
                    row.iter_mut().zip(line.iter().step_by(self.stride)).for_each(|(to, sum)| *to = *sum);
                }
            }
        }
        ArrayView2::from_shape((self.around.bias.len(), pixels), place).ok()
    }
}

/// Some lines of one channel with a frame of nothing around them.
struct Framed {
    across: usize,
    pixels: Vec<f32>,
    sums: Vec<f32>,
}

impl Framed {
    /// So many lines, those of the frame among them.
    fn new(width: usize, lines: usize) -> Self {
        let across = width + 2;
        Self { across, pixels: vec![0.0; across * lines], sums: vec![0.0; across * (lines - 2)] }
    }

    /// Another channel in the same frame, below so many lines of it.
    fn put(&mut self, channel: &[f32], above: usize) {
        let lines = self.pixels.chunks_exact_mut(self.across).skip(above);
        for (line, pixels) in lines.zip(channel.chunks_exact(self.across - 2)) {
            if let Some(inside) = line.get_mut(1..=pixels.len()) {
                inside.copy_from_slice(pixels);
            }
        }
    }

    /// The lines that come of looking at three by three pixels around each; what is below nothing becomes nothing. All
    /// lines are gone through as one, since many are too short for a processor to take several pixels at once; so what
    /// stands behind the width of each means nothing.
    fn seen(&mut self, weights: &[f32; 9], bias: f32) -> impl Iterator<Item = &[f32]> {
        let [upper, middle, lower] = [0, 1, 2].map(|line| {
            let right = |by: usize| self.pixels.get(line * self.across + by..).unwrap_or_default().iter();
            right(0).zip(right(1)).zip(right(2))
        });
        let [a, b, c, d, e, f, g, h, i] = *weights;
        for (sum, ((((p, q), r), ((s, t), u)), ((v, w), x))) in
            self.sums.iter_mut().zip(upper.zip(middle).zip(lower))
        {
            *sum = (bias + a * p + b * q + c * r + d * s + e * t + f * u + g * v + h * w + i * x).max(0.0);
        }
        self.sums.chunks_exact(self.across)
    }
}

impl Layer {
    /// Every channel out from every channel in, pixel by pixel, in a place that was used before; what is below nothing
    /// becomes nothing.
    fn relu<'b>(&self, input: &ArrayView2<'_, f32>, place: &'b mut Vec<f32>) -> Option<ArrayView2<'b, f32>> {
        let pixels = input.ncols();
        place.clear();
        self.bias.iter().for_each(|bias| place.extend(std::iter::repeat_n(*bias, pixels)));
        let mut out = ArrayViewMut2::from_shape((self.bias.len(), pixels), place).ok()?;
        multiply(&self.weights.view(), input, &mut out);
        out.mapv_inplace(|value| value.max(0.0));
        ArrayView2::from_shape((self.bias.len(), pixels), place).ok()
    }

    /// The channels that come out before anything came in: their bias, over so many pixels.
    fn blank(&self, pixels: usize) -> Array2<f32> {
        let mut channels = Vec::with_capacity(self.bias.len() * pixels);
        self.bias.iter().for_each(|bias| channels.extend(std::iter::repeat_n(*bias, pixels)));
        Array2::from_shape_vec((self.bias.len(), pixels), channels).unwrap_or_default()
    }
}

/// Takes the next layer off the weights.
fn layer(rest: &mut &[u8], output: usize, input: usize) -> Option<Layer> {
    let mut take = |length: usize| {
        let (taken, left) = rest.split_at_checked(length)?;
        *rest = left;
        Some(taken)
    };
    let floats = |bytes: &[u8]| -> Vec<f32> {
        bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    };
    let (scales, bias) = (floats(take(output * 4)?), floats(take(output * 4)?));
    let rows = take(output * input)?.chunks_exact(input).zip(scales);
    let weights = rows.flat_map(|(row, scale)| row.iter().map(move |w| f32::from(w.cast_signed()) * scale));
    Some(Layer { weights: Array2::from_shape_vec((output, input), weights.collect()).ok()?, bias })
}

/// Every channel out from every channel in, pixel by pixel.
fn product(layer: &Layer, input: &Plane) -> Plane {
    let mut channels = layer.blank(input.width * input.height);
    multiply(&layer.weights.view(), &input.channels.view(), &mut channels.view_mut());
    Plane { width: input.width, height: input.height, channels }
}

/// Adds a product to what is there; shapes that do not fit, which no layer has, add nothing rather than panic.
fn multiply(weights: &ArrayView2<'_, f32>, input: &ArrayView2<'_, f32>, sums: &mut ArrayViewMut2<'_, f32>) {
    if weights.ncols() == input.nrows() {
        general_mat_mul(1.0, weights, input, 1.0, sums);
    }
}

fn relu(mut plane: Plane) -> Plane {
    plane.channels.mapv_inplace(|value| value.max(0.0));
    plane
}

/// The three by three pixels around every pixel as channels of their own, for a layer that looks at all of them.
fn around(input: &Plane, stride: usize) -> Plane {
    let (width, height) = (input.width.div_ceil(stride), input.height.div_ceil(stride));
    let mut out = Array2::zeros((input.channels.nrows() * 9, width * height));
    for (at, mut out) in out.outer_iter_mut().enumerate() {
        let (channel, dy, dx) = (at / 9, at / 3 % 3, at % 3);
        let (channel, Some(out)) = (input.channels.row(channel), out.as_slice_mut()) else { continue };
        let Some(channel) = channel.to_slice() else { continue };
        for (y, row) in out.chunks_exact_mut(width).enumerate() {
            let line = (y * stride + dy).checked_sub(1).filter(|line| *line < input.height);
            let Some(line) = line else { continue };
            let line = channel.get(line * input.width..(line + 1) * input.width).unwrap_or_default();
            // The frame is nothing; the first pixel to the left is in it.
            let (skip, from) = if dx == 0 { (1, stride - 1) } else { (0, dx - 1) };
            let seen = line.get(from..).unwrap_or_default().iter().step_by(stride);
            row.iter_mut().skip(skip).zip(seen).for_each(|(place, pixel)| *place = *pixel);
        }
    }
    Plane { width, height, channels: out }
}

/// Twice as wide and high: every pixel becomes four, each with weights of its own.
fn enlarged(layer: &Layer, input: &Plane) -> Plane {
    let (width, height) = (input.width * 2, input.height * 2);
    let outputs = layer.bias.len();
    let mut channels = Array2::zeros((outputs, width * height));
    for corner in 0..4_isize {
        let mut picked = layer.weights.view();
        picked.slice_axis_inplace(Axis(1), Slice::new(corner, None, 4));
        let mut part = Array2::zeros((outputs, input.width * input.height));
        multiply(&picked, &input.channels.view(), &mut part.view_mut());
        for ((mut out, part), bias) in channels.outer_iter_mut().zip(part.outer_iter()).zip(&layer.bias) {
            let (Some(out), Some(part)) = (out.as_slice_mut(), part.as_slice()) else { continue };
            let rows = out.chunks_exact_mut(width).skip(usize::from(corner >= 2)).step_by(2);
            for (row, part) in rows.zip(part.chunks_exact(input.width)) {
                let places = row.iter_mut().skip(usize::from(corner % 2 == 1)).step_by(2);
                places.zip(part).for_each(|(place, value)| *place = value + bias);
            }
        }
    }
    Plane { width, height, channels }
}
