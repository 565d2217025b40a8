// SPDX-License-Identifier: GPL-2.0
/*
 * sieve - mediated prime number sieves
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SIEVE_LIMIT	4096

struct sieve_run {
	unsigned long *crossed;
	u32 prime;
	u32 laps;
};

static struct device *sieve_dev;

static int sieve_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 sieve_create */
{
	struct sieve_run *run;

	run = kmalloc(sizeof(struct sieve_run), GFP_KERNEL);
	if (run == NULL)
		return -ENOMEM;

	memset(run, 0, sizeof(struct sieve_run));
	run->crossed = kcalloc(BITS_TO_LONGS(SIEVE_LIMIT),
			       sizeof(*run->crossed), GFP_KERNEL);
	if (run->crossed == NULL) {
		kfree(run);
		return -ENOMEM;
	}

	run->prime = 2;
	mdev_set_drvdata(mdev, run);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int sieve_remove(struct mdev_device *mdev)
{
	struct sieve_run *run = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
	kfree(run->crossed);
	kfree(run);
	return 0;
}

static int sieve_open(struct mdev_device *mdev)
{
	struct sieve_run *run = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	bitmap_zero(run->crossed, SIEVE_LIMIT);
	run->prime = 2;
	return 0;
}

static void sieve_close(struct mdev_device *mdev)
{
	struct sieve_run *run = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	run->laps++;
}

static ssize_t sieve_read(struct mdev_device *mdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct sieve_run *run = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 prime = run->prime;
	u32 i;

	if (count < sizeof(prime))
		return -EINVAL;
	if (prime >= SIEVE_LIMIT)
		return 0;
	if (put_user(prime, (u32 __user *)buf))
		return -EFAULT;

	for (i = prime; i < SIEVE_LIMIT; i += prime)
		set_bit(i, run->crossed);
	run->prime = find_next_zero_bit(run->crossed, SIEVE_LIMIT, prime);
	return sizeof(prime);
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "sieve up to %d\n", SIEVE_LIMIT);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *sieve_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group sieve_type_group = {
	.name = "eratosthenes",
	.attrs = sieve_type_attrs,
};

static struct attribute_group *sieve_type_groups[] = {
	&sieve_type_group,
	NULL,
};

static const struct mdev_parent_ops sieve_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = sieve_type_groups,
/*~ M-14 supported_type_groups */
	.create = sieve_create,
/*~ M-02 create */
	.remove = sieve_remove,
/*~ M-05 remove */
	.open = sieve_open,
/*~ M-10 open */
	.release = sieve_close,
/*~ M-10 release */
	.read = sieve_read,
/*~ M-10 read */
};

static int __init sieve_init(void)
{
	int ret;

	sieve_dev = root_device_register("sieve");
	if (IS_ERR(sieve_dev))
		return PTR_ERR(sieve_dev);

	ret = mdev_register_device(sieve_dev, &sieve_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(sieve_dev);
	return ret;
}
module_init(sieve_init);

static void __exit sieve_exit(void)
{
	mdev_unregister_device(sieve_dev);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(sieve_dev);
}
module_exit(sieve_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated prime number sieves");
