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
	struct vfio_device vdev;
	unsigned long *crossed;
	u32 prime;
	u32 laps;
};

static struct device *sieve_dev;

static const struct vfio_device_ops sieve_dev_ops;
static void sieve_release_state(struct sieve_run *run);

static int sieve_probe(struct mdev_device *mdev)
{
	struct sieve_run *run;
	int ret;

	run = kmalloc(sizeof(struct sieve_run), GFP_KERNEL);
	if (run == NULL)
		return -ENOMEM;

	memset(run, 0, sizeof(struct sieve_run));

	vfio_init_group_dev(&run->vdev, &mdev->dev, &sieve_dev_ops);

	run->crossed = kcalloc(BITS_TO_LONGS(SIEVE_LIMIT),
			       sizeof(*run->crossed), GFP_KERNEL);
	if (run->crossed == NULL) {
		kfree(run);
		return -ENOMEM;
	}

	run->prime = 2;
	dev_set_drvdata(&mdev->dev, run);

	ret = vfio_register_group_dev(&run->vdev);
	if (ret) {
		sieve_release_state(run);
		return ret;
	}

	return 0;
}

static void sieve_release_state(struct sieve_run *run)
{
	kfree(run->crossed);
	kfree(run);
}

static void sieve_remove(struct mdev_device *mdev)
{
	struct sieve_run *run = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&run->vdev);
	sieve_release_state(run);
}

static int sieve_open(struct vfio_device *vdev)
{
	struct sieve_run *run = container_of(vdev, struct sieve_run, vdev);

	bitmap_zero(run->crossed, SIEVE_LIMIT);
	run->prime = 2;
	return 0;
}

static void sieve_close(struct vfio_device *vdev)
{
	struct sieve_run *run = container_of(vdev, struct sieve_run, vdev);

	run->laps++;
}

static ssize_t sieve_read(struct vfio_device *vdev, char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct sieve_run *run = container_of(vdev, struct sieve_run, vdev);
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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops sieve_dev_ops = {
	.name = "vfio-sieve",
	.open = sieve_open,
	.release = sieve_close,
	.read = sieve_read,
};

static struct mdev_driver sieve_driver = {
	.driver = {
		.name = "sieve",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = sieve_probe,
	.remove = sieve_remove,
	.supported_type_groups = sieve_type_groups,
};

static int __init sieve_init(void)
{
	int ret;

	sieve_dev = root_device_register("sieve");
	if (IS_ERR(sieve_dev))
		return PTR_ERR(sieve_dev);

	ret = mdev_register_driver(&sieve_driver);
	if (ret) {
		root_device_unregister(sieve_dev);
		return ret;
	}

	ret = mdev_register_device(sieve_dev, &sieve_driver);
	if (ret) {
		mdev_unregister_driver(&sieve_driver);
		root_device_unregister(sieve_dev);
	}
	return ret;
}
module_init(sieve_init);

static void __exit sieve_exit(void)
{
	mdev_unregister_device(sieve_dev);
	mdev_unregister_driver(&sieve_driver);
	root_device_unregister(sieve_dev);
}
module_exit(sieve_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated prime number sieves");
