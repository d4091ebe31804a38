"""The script for bash, from 3.2 on, which macOS has."""

from __future__ import annotations

from shlex import quote

from preflight.completion.syntax import FILES, PROGRAMS, TEXT, WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from preflight.completion.syntax import Command, Syntax, Takes

# Bash parts words at `=` and `:`, and puts what is completed after the last of them.
_BEGINNING = """\
_preflight() {
  local -a line=() words=() options=() ends=()
  local joined current prior place='' sort='' kind='' program='' lead strip i word
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((i > 1)) && [[ -n $word && ($word =~ ^[=:]+$ || ${COMP_WORDS[i - 1]} =~ ^[=:]+$) ]]; then
      line[${#line[@]} - 1]+=$word
    else
      line+=("$word")
    fi
  done
  local last=$((${#line[@]} - 1))
  joined=${line[last]} current=${line[last]} prior=${line[last - 1]}
  ((last > 1)) && place=${line[1]}
"""
_ENDING = """\
  for ((i = 2; i < last; i++)); do
    if [[ ${line[i]} == -- ]]; then
      if [[ -n $program ]]; then
        _preflight_program "$program" && return
        sort=files
      fi
      kind='' options=()
    fi
  done
  [[ -n $kind ]] && sort=$kind options=()
  if [[ $current == -* || -z $sort ]] && ((${#options[@]})); then
    sort=words words=("${options[@]}")
  fi
  case $sort in
    list) current=${current##*,} ;;
    pair)
      if [[ $current == *=* ]]; then
        current=${current#*=} words=("${ends[@]}")
      else
        words=("${words[@]/%/=}")
        compopt -o nospace 2>/dev/null
      fi ;;
    filed) [[ $current == *:* ]] && current=${current#*:} sort=files ;;
  esac
  lead=${joined%"$current"}
  strip=${COMP_WORDS[COMP_CWORD]}
  [[ $strip =~ ^[=:]+$ ]] && strip=''
  strip=${joined%"$strip"}
  COMPREPLY=()
  if [[ $sort == files ]]; then
    # Readline finds files, and quotes their names; up to bash 3.2 it cannot be asked to.
    compopt -o default 2>/dev/null && return
    while IFS='' read -r word; do
      if ! type compopt >/dev/null 2>&1; then
        printf -v word '%q' "$word"
        word=${word/#'\\~'/'~'}
      fi
      word=$lead$word
      COMPREPLY+=("${word#"$strip"}")
    done < <(compgen -f -- "$current")
  elif [[ -n $sort && $sort != text ]]; then
    for word in "${words[@]}"; do
      [[ $word == "$current"* ]] || continue
      word=$lead$word
      COMPREPLY+=("${word#"$strip"}")
    done
  fi
}
# What stands after `--` is another program's, and completed as that one says.
_preflight_program() {
  local program=$1 known completer first i
  for ((first = 2; first < COMP_CWORD; first++)); do
    [[ ${COMP_WORDS[first]} == -- ]] && break
  done
  known=$(complete -p "$program" 2>/dev/null)
  if [[ -z $known ]] && declare -F _completion_loader >/dev/null; then
    _completion_loader "$program"
    known=$(complete -p "$program" 2>/dev/null)
  fi
  [[ $known == *' -F '* ]] || return 1
  completer=${known#* -F }
  completer=${completer%% *}
  declare -F "$completer" >/dev/null || return 1
  local -a rest=("$program" "${COMP_WORDS[@]:first + 1}")
  local typed="$program ${COMP_LINE#* -- }"
  local point=$((COMP_POINT + ${#typed} - ${#COMP_LINE})) at=$((COMP_CWORD - first))
  local COMP_LINE=$typed COMP_POINT=$point COMP_CWORD=$at
  local -a COMP_WORDS=("${rest[@]}")
  [[ $known == *' -o nospace '* ]] && compopt -o nospace 2>/dev/null
  COMPREPLY=()
  "$completer" "$program" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
  return 0
}
"""


def write(syntax: Syntax) -> str:
    """Return the script."""
    deep = "|".join(quote(place) for place in syntax.deep())
    lines = [f"# {syntax.title}", *_BEGINNING.splitlines()]
    lines += [f"  local -a list_{name}=({_quoted(words)})" for name, words in syntax.lists.items()]
    lines += ["  if ((last > 2)); then", f'    case "$place ${{line[2]}}" in {deep}) place+=" ${{line[2]}}" ;; esac', "  fi"]
    lines += ["  [[ $current == --*=* ]] && prior=${current%%=*} current=${current#*=}", "  case $place in"]
    for command in syntax.root.all():
        lines += _command(command)
    lines += ["  esac", *_ENDING.splitlines(), f"complete -F _preflight {' '.join(PROGRAMS)}"]
    return "".join(f"{line}\n" for line in lines)


def _command(command: Command) -> list[str]:
    names = [name for option in command.options for name in option.names if name.startswith("--")]
    lines = [f"    {quote(' '.join(command.place))})"]
    if command.actions:
        lines.append(f"      sort={WORDS} words=({_quoted(action.place[-1] for action in command.actions)})")
    elif command.takes is not None:
        lines.append(f"      sort={command.takes.sort}{_set(command.takes)}")
    if command.program is not None:
        lines.append(f"      program={quote(command.program)}")
        names.append("--")
    lines.append(f"      options=({_quoted(names)})")
    values: dict[Takes, list[str]] = {}
    for option in command.options:
        if option.takes is not None:
            values.setdefault(option.takes, []).extend(option.names)
    if values:
        lines.append("      case $prior in")
        lines += [f"        {'|'.join(map(quote, names))}) kind={takes.sort}{_set(takes)} ;;" for takes, names in values.items()]
        lines.append("      esac")
    return [*lines, "      ;;"]


def _set(takes: Takes) -> str:
    """Return what sets the words of a value."""
    if takes.sort in (FILES, TEXT):
        return ""
    words = [*map(quote, takes.words), *(f'"${{list_{name}[@]}}"' for name in takes.lists)]
    return f" words=({' '.join(words)})" + (f" ends=({_quoted(takes.ends)})" if takes.ends else "")


def _quoted(words: Iterable[str]) -> str:
    return " ".join(map(quote, words))
