from enum import Enum
from pathlib import Path

class QuantType(Enum):
    QInt8 = 0
    QUInt8 = 1

def quant_pre_process(
    input_model: Path, output_model_path: Path, skip_symbolic_shape: bool = False
) -> None: ...
def quantize_dynamic(
    model_input: Path,
    model_output: Path,
    *,
    per_channel: bool,
    reduce_range: bool,
    weight_type: QuantType,
) -> None: ...
