# What is installed, and the Debian package: the program (screens, weights and library with it), its unit, manual pages and
# completion. `./dev package` builds it; tests/install tries it.

include(GNUInstallDirs)

install(TARGETS toitsu RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ocr/weights DESTINATION ${CMAKE_INSTALL_DATADIR}/toitsu)
install(DIRECTORY templates DESTINATION ${CMAKE_INSTALL_DATADIR}/toitsu)
install(FILES packaging/toitsu.service DESTINATION lib/systemd/system)
install(FILES packaging/nginx-toitsu.conf DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

# Written by the program itself, in both languages.
set(pages "${CMAKE_BINARY_DIR}/pages")
add_custom_command(OUTPUT ${pages}/toitsu.1 ${pages}/ja/toitsu.1 ${pages}/toitsu
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}/ja
  COMMAND ${CMAKE_COMMAND} -E env LANG=C LC_ALL=C $<TARGET_FILE:toitsu> manual > ${pages}/toitsu.1
  COMMAND ${CMAKE_COMMAND} -E env LANG=ja_JP.UTF-8 LC_ALL=ja_JP.UTF-8 $<TARGET_FILE:toitsu> manual > ${pages}/ja/toitsu.1
  COMMAND ${CMAKE_COMMAND} -E env LANG=C LC_ALL=C $<TARGET_FILE:toitsu> completion > ${pages}/toitsu
  DEPENDS toitsu VERBATIM)
add_custom_target(toitsu-pages ALL DEPENDS ${pages}/toitsu)
install(FILES ${pages}/toitsu.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages}/ja/toitsu.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/ja/man1)
install(FILES ${pages}/toitsu DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME toitsu)
set(CPACK_PACKAGE_VENDOR "The Toitsu authors")
set(CPACK_PACKAGE_CONTACT "The Toitsu authors <maintainers@toitsu.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Reads municipal paper forms, has doubts verified, enters them into business systems")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# No sources and no tests: only what the rules above say. ALL would be built first, and the tests with it.
set(CPACK_CMAKE_GENERATOR Ninja)
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_BINARY_DIR};toitsu;ALL;/")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Programs that run beside ours, and the language data that Tesseract reads.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "poppler-utils, tesseract-ocr-jpn, fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "sane-utils")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, postgresql")
include(CPack)
