/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KCONFIG_H
#define _LINUX_KCONFIG_H

#include <generated/autoconf.h>

/* CONFIG_X is 1 when built in; CONFIG_X_MODULE is 1 when a module. */
#define __KC_PROBE_1			_,
#define __KC_SECOND(first, second, ...)	second
#define __KC_IS_SET(x)			__KC_IS_SET_1(x)
#define __KC_IS_SET_1(x)		__KC_IS_SET_2(__KC_PROBE_##x)
#define __KC_IS_SET_2(probe)		__KC_SECOND(probe 1, 0, 0)

#define IS_BUILTIN(option)	__KC_IS_SET(option)
#define IS_MODULE(option)	__KC_IS_SET(option##_MODULE)
#define IS_ENABLED(option)	(IS_BUILTIN(option) || IS_MODULE(option))
#ifdef MODULE
#define IS_REACHABLE(option)	IS_ENABLED(option)
#else
#define IS_REACHABLE(option)	IS_BUILTIN(option)
#endif

#endif /* _LINUX_KCONFIG_H */
