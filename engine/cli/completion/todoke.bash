# Completion of todoke for bash. Its words come from the program's own help, so that it knows every command and option.

# A line for each option of the command and its value: "-o OUT", "--output OUT", "--lang ja|en", "--blank".
# "=geta|code" is a value that may be left out.
_todoke_options() { # PROGRAM COMMAND
    "$1" "$2" --help --lang en 2>/dev/null | awk '
        /^Options:$/ { inside = 1 }
        inside && /^  -/ {
            usage = substr($0, 3); sub(/  .*/, "", usage)
            value = usage; sub(/^.*--[a-z-]+/, "", value); names = substr(usage, 1, length(usage) - length(value))
            sub(/^ /, "", value); gsub(/[][]/, "", value)
            count = split(names, name, ", ")
            for (i = 1; i <= count; i++) print name[i], value
        }'
}

_todoke_commands() { # PROGRAM
    "$1" --help --lang en 2>/dev/null | awk '
        /^Commands:$/ { inside = 1 }
        /^$/ { inside = 0 }
        inside && /^  / { print $1 }'
}

_todoke_forms() { # PROGRAM
    "$1" forms --lang en 2>/dev/null | awk '/^[^ ]/ { print $1 }'
}

_todoke_limits() { # PROGRAM
    "$1" limits 2>/dev/null | awk '{ print $1 "=" }'
}

# Of the value of an option: words in small letters are meant as they stand, those in capitals stand for something.
_todoke_complete_value() { # PROGRAM VALUE WORD
    local words
    words=$(tr '|' '\n' <<<"${2#=}" | grep -v '[A-Z]')
    case $2 in
    FORM) words=$(_todoke_forms "$1") ;;
    NAME=N) words=$(_todoke_limits "$1") && compopt -o nospace ;;
    DIR*) mapfile -t COMPREPLY < <(compgen -d -- "$3") && compopt -o filenames ;;
    esac
    if [[ $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$3")
    elif [[ $2 != DIR* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$3") && compopt -o filenames
    fi
}

_todoke() {
    local program=${COMP_WORDS[0]} command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]}
    local before=${COMP_WORDS[COMP_CWORD - 1]} has_sign='' name value operands=0 i
    local -A values=()
    COMPREPLY=()
    if ((COMP_CWORD == 1)) || [[ $command == help ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_todoke_commands "$program") help --help --version" -- "$word")
        return
    fi
    while read -r name value; do
        values[$name]=$value
    done < <(_todoke_options "$program" "$command")

    if [[ $word == = ]]; then # --lang=ja: for bash the sign is a word of its own
        has_sign=yes word=''
    elif [[ $before == = ]]; then
        has_sign=yes before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    value=${values[$before]-}
    if [[ $value && ($value != =* || $has_sign) ]]; then
        _todoke_complete_value "$program" "$value" "$word"
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${!values[*]}" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word") && compopt -o filenames
        for ((i = 2; i < COMP_CWORD; i++)); do
            name=${COMP_WORDS[i - 1]}
            value=${values[$name]-}
            [[ ${COMP_WORDS[i]} == [-=]* || $name == = || ($value && $value != =*) ]] || ((operands++))
        done
        # the first operand of a command that begins with a form
        if ((operands == 0)) && "$program" "$command" --help --lang en 2>/dev/null | grep -q '^Usage: .*\] FORM'; then
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$(_todoke_forms "$program")" -- "$word")
        fi
    fi
}
complete -F _todoke todoke
