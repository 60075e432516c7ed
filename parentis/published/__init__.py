"""What others' figures are: DfE's files, statistical neighbours, comparison."""

from parentis.published.figures import PublishedRejected as PublishedRejected
from parentis.published.opening import open_published as open_published
from parentis.published.published import Published as Published
