# Libraries taken into the program as archives (lib*.a), because loading their shared form costs a run more than using
# them.
#
# libtiff brings eight libraries of codecs, libstdc++ among them, and libcrypto 20,000 relocations: together half of the
# time of a short run (bench/README.md). libtiff is there for our own data alone, T.6 coding: no foreign byte reaches
# it, so that what is mended in it later is not waited for. The others read files of others too: the program is built
# anew when Debian mends them (SECURITY.md). Debian has no archive of HarfBuzz, libharu, cJSON and libqrencode, and
# what those load, FreeType and libpng among it, would be loaded all the same.

# The archive of `library`, or NOTFOUND. Those of the C++ compiler are where the C compiler knows.
function(find_archive result library)
    if(library MATCHES "^(stdc[+][+]|gcc_eh)$")
        execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=lib${library}.a OUTPUT_VARIABLE file
                        OUTPUT_STRIP_TRAILING_WHITESPACE)
        set(${result} ${file} PARENT_SCOPE)
    else()
        find_library(ARCHIVE_${library} lib${library}.a)
        set(${result} ${ARCHIVE_${library}} PARENT_SCOPE)
    endif()
endfunction()

# prefer_archives(TARGET SHARED LIBRARY... [NEEDS ITEM...]): an interface library of these archives, each of which may
# need those after it and all may need the ITEMs; or of SHARED when an archive is missing.
function(prefer_archives target shared)
    cmake_parse_arguments(PARSE_ARGV 2 group "" "" NEEDS)
    set(libraries ${group_UNPARSED_ARGUMENTS})
    add_library(${target} INTERFACE)
    set_target_properties(${target} PROPERTIES STANDS_FOR ${shared}) # what libtodoke itself links
    foreach(library IN LISTS libraries)
        find_archive(file ${library})
        if(NOT IS_ABSOLUTE "${file}")
            message(STATUS "${target}: no archive of ${library}, taking the shared libraries")
            target_link_libraries(${target} INTERFACE ${shared} ${group_NEEDS})
            return()
        endif()
        set(file_of_${library} ${file})
    endforeach()

    # Targets of their own, so that CMake puts each behind whatever needs it.
    set(below ${group_NEEDS} ${CMAKE_DL_LIBS})
    list(REVERSE libraries)
    foreach(library IN LISTS libraries)
        add_library(archive_${library} STATIC IMPORTED)
        set_target_properties(archive_${library} PROPERTIES IMPORTED_LOCATION ${file_of_${library}}
                                                            INTERFACE_LINK_LIBRARIES "${below}")
        set(below archive_${library})
    endforeach()
    target_link_libraries(${target} INTERFACE ${below})
endfunction()
