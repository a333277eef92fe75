"""Articles by the million → claims, graph and findings in a folder, on the workers of Dask.

The same ``extract`` and ``check`` as in one process; :func:`batch` hands them out. What a batch needs beyond the rest
of the product is the optional extra ``batch``, imported when it is used.
"""

from kg.batch.run import Batch, Progress, batch
from kg.batch.setting import Setting

__all__ = ["Batch", "Progress", "Setting", "batch"]
