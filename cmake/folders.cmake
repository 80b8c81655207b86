# One library a folder of engine/, each seeing only the folders that the include table allows.
#
# Headers are included as "base/arena.h". For each folder F the directory include/F of the build tree holds one symbolic
# link, F -> engine/F, and serves as the root that makes "F/..." visible. A target gets the roots of its allowed folders
# and no others, so a forbidden include does not compile.

# Reads the rows "| `font/` | question | base |" of `readme`. Sets FOLDERS and, for each folder, MAY_INCLUDE_<folder>
# and ROOTS_OF_<folder>. A cell says "nothing", or names folders, or names `engine.h`. Folders that may include engine.h
# are its clients: they are listed in CLIENTS, the others in STAGES.
macro(read_include_table readme)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${readme})
    file(STRINGS ${readme} rows REGEX "^\\| `[a-z]+/` \\|")
    foreach(row IN LISTS rows)
        if(NOT row MATCHES "^\\| `([a-z]+)/` \\|[^|]*\\| ([^|]*) \\|$")
            message(FATAL_ERROR "${readme}: cannot read the include table's row: ${row}")
        endif()
        set(folder ${CMAKE_MATCH_1})
        string(REGEX MATCHALL "[a-z.]+" allowed "${CMAKE_MATCH_2}")
        list(REMOVE_ITEM allowed nothing)
        list(APPEND FOLDERS ${folder})
        if("engine.h" IN_LIST allowed)
            list(APPEND CLIENTS ${folder})
        else()
            list(APPEND STAGES ${folder})
        endif()
        set(MAY_INCLUDE_${folder} ${allowed})
        set(ROOTS_OF_${folder} "")
        foreach(visible IN LISTS allowed ITEMS ${folder})
            make_include_root(${visible})
            list(APPEND ROOTS_OF_${folder} ${CMAKE_BINARY_DIR}/include/${visible})
        endforeach()
    endforeach()
endmacro()

# `name`: a folder of engine/, or engine.h.
function(make_include_root name)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/include/${name})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/engine/${name} ${CMAKE_BINARY_DIR}/include/${name}/${name} SYMBOLIC)
endfunction()

# Roots are private, libraries public: linking a folder does not make its headers visible. A folder with headers only
# becomes an interface library.
function(add_folder_library folder)
    file(GLOB sources CONFIGURE_DEPENDS engine/${folder}/*.c)
    list(TRANSFORM MAY_INCLUDE_${folder} PREPEND todoke_ OUTPUT_VARIABLE below)
    list(TRANSFORM below REPLACE "\\.h$" "") # engine.h is what todoke_engine offers
    if(sources)
        add_library(todoke_${folder} STATIC ${sources})
        target_include_directories(todoke_${folder} PRIVATE ${ROOTS_OF_${folder}})
        target_link_libraries(todoke_${folder} PUBLIC ${below} ${libraries_of_${folder}})
    else()
        add_library(todoke_${folder} INTERFACE)
        target_link_libraries(todoke_${folder} INTERFACE ${below} ${libraries_of_${folder}})
    endif()
endfunction()

# For engine*.c and for tests: the headers of every folder but the clients', and engine.h.
function(see_every_folder target)
    make_include_root(engine.h)
    target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/include/engine.h)
    foreach(folder IN LISTS STAGES)
        target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/include/${folder})
    endforeach()
endfunction()

function(link_every_folder target)
    foreach(folder IN LISTS STAGES)
        target_link_libraries(${target} PUBLIC todoke_${folder})
    endforeach()
endfunction()
