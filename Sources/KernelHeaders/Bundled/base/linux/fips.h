/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FIPS_H
#define _LINUX_FIPS_H

#endif /* _LINUX_FIPS_H */
