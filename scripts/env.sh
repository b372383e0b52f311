# Sourced by the other scripts: goes to the checkout and sets $python to one that has all dependencies.
#
# With PYTHON set, that one is taken as it is. Otherwise the environment .venv is made from
# requirements.lock, once for each state of that file, with the first Python 3.11 to 3.13 that is found.

name="scripts/$(basename -- "$0")"
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd -- "$root"

fail() {
    echo "$name: $*" >&2
    exit 2
}

# Prints the first Python on the PATH that is neither too old nor too new; says on stderr what else was seen.
find_python() {
    seen=
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
        3.11 | 3.12 | 3.13)
            if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
                echo "$candidate"
                return
            fi
            seen="$seen $candidate is $version without venv (on Debian: apt install python$version-venv);"
            ;;
        *) seen="$seen $candidate is $version;" ;;
        esac
    done
    echo "$name: Python 3.11, 3.12 or 3.13 is needed, with venv;${seen:- none was found;} install one" >&2
    return 1
}

make_environment() {
    base=$(find_python) || exit 2
    echo "$name: making .venv with $("$base" --version) (the first time takes some minutes)" >&2
    rm -rf .venv
    "$base" -m venv .venv || fail "the environment .venv could not be made, see above"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ||
        fail "the dependencies could not be installed, see above; is there a network?"
    echo "$stamp" >.venv/stamp
}

if [ -n "${PYTHON:-}" ]; then
    python=$PYTHON
    PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}
    export PYTHONPATH
else
    # An environment cannot be moved, so where it lies is part of its stamp.
    stamp="$root $(cat requirements.lock pyproject.toml | cksum)"
    [ "$(cat .venv/stamp 2>/dev/null)" = "$stamp" ] || make_environment
    python=$root/.venv/bin/python
fi
