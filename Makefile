# jiebao: make deps site | make deps test. Lists of sources are found, not kept:
# a new file in a folder of generator/ is built, a new tests/unit/test_*.c is run.

CC      ?= cc
PREFIX  ?= /usr/local
CFLAGS  ?= -O3 -g
SITE    ?= .
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
MAKEFLAGS += --no-builtin-rules

WARN = -Wall -Wextra -Wconversion -Wshadow -Wvla -Wundef -Wcast-qual \
       -Wpointer-arith -Wwrite-strings -Wstrict-prototypes \
       -Wmissing-prototypes -Wold-style-definition -Wformat=2
ifdef WERROR
WARN += -Werror
endif

PKGS = libcmark libcjson gumbo yaml-0.1 inih libutf8proc libxxhash \
       libcrypto libmicrohttpd zlib
B = build/$(if $(SAN),san,$(notdir $(firstword $(CC))))
ifdef SAN
SANFLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
           -fno-omit-frame-pointer
ifneq (,$(findstring clang,$(CC)))
# NULL + 0, the end of an absent Str: defined since N3322, and by every compiler
SANFLAGS += -fno-sanitize=pointer-overflow
endif
endif

ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -Igenerator $(WARN) \
             $(shell pkg-config --cflags $(PKGS)) \
             -DJIEBAO_VERSION='"$(VERSION)"' \
             $(CFLAGS) $(SANFLAGS) -pthread
LIBS = $(shell pkg-config --libs $(PKGS)) -pthread -lm
VERSION = 0.1.0

SRC  = $(filter-out generator/cmd/main.c,$(wildcard generator/*/*.c \
                                             generator/*/*/*.c))
OBJ  = $(SRC:generator/%.c=$B/%.o)
UNIT = $(patsubst tests/unit/%.c,$B/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ = $(patsubst tests/fuzz/fuzz_%.c,$B/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
EXE  = $B/jiebao

.PHONY: all site deps deps-apt deps-npm test unit bless fuzz bench install clean \
        lint analyse serve
.SECONDARY:

all: generator/jiebao

# The plain build is also what the contract names: generator/jiebao.
generator/jiebao: $(EXE)
	cp $< $@.new && mv $@.new $@

$(EXE): $B/cmd/main.o $B/libjiebao.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$B/libjiebao.a: $(OBJ)
	rm -f $@ && ar rcs $@ $^

$B/%.o: generator/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$B/data/embed.o: $(wildcard generator/data/*.tsv generator/data/*.txt \
                   generator/data/*.conf generator/data/lang/*)
$B/data/embed.o: ALL_CFLAGS += -DJIEBAO_DATA_DIR='"$(CURDIR)/generator/data"'

# A sum over all that decides how a page is read: shards of one import come from
# one program, wherever it was built.
READS = $(sort $(wildcard $(foreach d,base text model ingest ingest/* archive, \
          generator/$d/*.[ch]) generator/cmd/import*.[ch] \
          generator/cmd/shard*.[ch]) $(filter-out %.md,$(wildcard \
          generator/data/*.*)))
$B/archive/shard_file.o: $(READS)
$B/archive/shard_file.o: ALL_CFLAGS += \
    -DJIEBAO_SOURCES='"$(shell cat $(READS) | cksum | tr ' ' '-')"'

$B/unit/%: tests/unit/%.c tests/unit/test.h $B/libjiebao.a Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit $(LDFLAGS) -MMD -MP -o $@ $< \
	    $B/libjiebao.a $(LIBS)

$B/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c tests/fuzz/fuzz.h \
           $B/libjiebao.a Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/fuzz $(LDFLAGS) -o $@ $< \
	    tests/fuzz/replay.c $B/libjiebao.a $(LIBS)

# The program with calls of the system that can be made to fail.
FAULTS = open openat read write close rename renameat fsync syncfs mkdir \
         mkdirat unlink unlinkat mmap fstat fstatat stat lseek ftruncate \
         futimens flock fdopendir readdir realpath pthread_create renameat2 \
         pread pwrite dup tmpfile readlink iconv_open linkat fchmod flistxattr
$B/faulty: tests/faults/faults.c $B/cmd/main.o $B/libjiebao.a Makefile
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(FAULTS:%=-Wl,--wrap=%) -o $@ $< \
	    $B/cmd/main.o $B/libjiebao.a $(LIBS)

-include $(OBJ:.o=.d) $B/cmd/main.d $(UNIT:=.d)

# One bad file in the inbox keeps no other from being published: the status
# says so at the end.
site: generator/jiebao
	@code=0; \
	if [ -d "$(SITE)/content/inbox" ]; then \
	  generator/jiebao import -C "$(SITE)" "$(SITE)/content/inbox" || code=$$?; \
	fi; \
	if [ $$code -le 1 ]; then generator/jiebao build -C "$(SITE)" || code=$$?; fi; \
	exit $$code

serve: site
	generator/jiebao serve -C $(SITE)

unit: $(UNIT) $(FUZZ)

# SEEDS=folder adds the real reports of that folder, with their gold.json.
test: $(EXE) unit $B/faulty
	B=$B EXE=$(EXE) SAN=$(SAN) SEEDS=$(SEEDS) tests/run

# Each parser of foreign bytes under libFuzzer (clang), from the seeds that
# make test replays, for SECONDS each: make fuzz SECONDS=600 [TARGET=warc]
SECONDS = 60
fuzz:
	SECONDS=$(SECONDS) TARGET=$(TARGET) tests/fuzz/run

bless: $(EXE)
	EXE=$(EXE) tests/bless

# 100,000 reports take half an hour, 10 GB of disk and 3 GB of memory:
# make bench SIZES=100000
SIZES ?= 1000 10000
bench: generator/jiebao
	EXE=generator/jiebao tests/bench/run $(SIZES)

lint: ; tests/lint

# The static analysers that are installed: clang's, gcc's, clang-tidy, cppcheck.
analyse: ; tests/analyse

# Debian 12; the README has the names for Homebrew and dnf.
APT = gcc make pkg-config libcmark-dev libcjson-dev libgumbo-dev libyaml-dev \
      libinih-dev libutf8proc-dev libxxhash-dev libssl-dev \
      libmicrohttpd-dev zlib1g-dev
APT_TEST = nodejs npm chromium fonts-noto-cjk python3 libxml2-utils \
           default-jre-headless parallel
deps: deps-apt deps-npm
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
deps-apt:
	@if command -v apt-get >/dev/null; then \
	  missing=; for p in $(APT) $(APT_TEST); do \
	    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | \
	      grep -q 'ok installed' || missing="$$missing $$p"; done; \
	  for p in nodejs npm; do \
	    c=$$p; [ $$p = nodejs ] && c=node; \
	    command -v $$c >/dev/null && \
	      missing=$$(echo "$$missing" | sed "s/ $$p\b//"); done; \
	  if [ -n "$$missing" ]; then $(SUDO) apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq \
	      --no-install-recommends $$missing; fi; \
	else echo 'deps: no apt-get here; see README.md for the packages'; fi
deps-npm:
	@cd tests && npm install --no-package-lock --no-audit --no-fund --silent || \
	  echo 'deps: npm could not install what the browser tests need' >&2

install: generator/jiebao
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/jiebao
	install -m 755 generator/jiebao $(DESTDIR)$(PREFIX)/bin/jiebao
	install -m 644 docs/jiebao.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	cp -R themes $(DESTDIR)$(PREFIX)/share/jiebao/

clean:
	rm -rf build generator/jiebao public .jiebao tests/out
