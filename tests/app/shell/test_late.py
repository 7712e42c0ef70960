"""A web process that computes nothing carries none of the libraries that compute."""

import subprocess
import sys


def test_the_pages_are_made_without_loading_the_libraries_that_compute():
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, app.main; app.main.create_app();"
                " print(sorted({'polars', 'numpy', 'highspy', 'weasyprint', 'pyhanko', 'altair'} & set(sys.modules)))"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
