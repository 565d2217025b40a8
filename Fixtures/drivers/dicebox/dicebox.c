// SPDX-License-Identifier: GPL-2.0
/*
 * dicebox - mediated pseudo random numbers
 *
 * Not a source of entropy: every box repeats its sequence from its seed,
 * which is what the test benches that use it want.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define DICEBOX_SEED	0x2545f491u

struct dicebox_host {
	u32 seed;
	unsigned int boxes;
};

struct dicebox {
	spinlock_t lock;
	u32 state;
	u32 seed;
};

static u32 dicebox_throw(struct dicebox *box)
{
	u32 x;

	spin_lock(&box->lock);
	x = box->state;
	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	box->state = x;
	spin_unlock(&box->lock);

	return x;
}

static int dicebox_mdev_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 dicebox_mdev_create */
{
	struct device *parent = mdev_parent_dev(mdev);
	struct dicebox_host *host = dev_get_drvdata(parent);
	struct dicebox *box;

	box = kzalloc(sizeof(*box), GFP_KERNEL);
	if (!box)
		return -ENOMEM;

	spin_lock_init(&box->lock);
	box->seed = host->seed;
	box->state = host->seed;
	mdev_set_drvdata(mdev, box);
/*~ M-26 mdev_set_drvdata */

	dev_info(parent, "box %pUl\n", mdev_uuid(mdev));
	return 0;
}

static int dicebox_mdev_remove(struct mdev_device *mdev)
{
	struct dicebox *box = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(box);
	return 0;
}

static int dicebox_mdev_open(struct mdev_device *mdev)
{
	return 0;
}

static void dicebox_mdev_release(struct mdev_device *mdev)
{
}

static ssize_t dicebox_mdev_read(struct mdev_device *mdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	struct dicebox *box = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	size_t done = 0, chunk;
	u32 val;

	while (done < count) {
		val = dicebox_throw(box);
		chunk = min(count - done, sizeof(val));
		if (copy_to_user(buf + done, &val, chunk))
			return -EFAULT;
		done += chunk;
	}

	return done;
}

static ssize_t dicebox_mdev_write(struct mdev_device *mdev,
				  const char __user *buf, size_t count,
				  loff_t *ppos)
{
	struct dicebox *box = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u32 seed;

	if (count != sizeof(seed))
		return -EINVAL;
	if (copy_from_user(&seed, buf, sizeof(seed)))
		return -EFAULT;
	if (!seed)
		return -ERANGE;

	spin_lock(&box->lock);
	box->seed = seed;
	box->state = seed;
	spin_unlock(&box->lock);
	return sizeof(seed);
}

static long dicebox_mdev_ioctl(struct mdev_device *mdev, unsigned int cmd,
			       unsigned long arg)
{
	struct dicebox *box = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	spin_lock(&box->lock);
	box->state = box->seed;
	spin_unlock(&box->lock);
	return 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	struct dicebox_host *host = dev_get_drvdata(dev);

	return sprintf(buf, "dice box (seed %08x)\n", host->seed);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *dicebox_type_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group dicebox_type = {
	.name = "d32",
	.attrs = dicebox_type_attrs,
};

static struct attribute_group *dicebox_types[] = {
	&dicebox_type,
	NULL,
};

static const struct mdev_parent_ops dicebox_mdev_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.create = dicebox_mdev_create,
/*~ M-02 create */
	.remove = dicebox_mdev_remove,
/*~ M-05 remove */
	.supported_type_groups = dicebox_types,
/*~ M-14 supported_type_groups */
	.open = dicebox_mdev_open,
/*~ M-10 open */
	.release = dicebox_mdev_release,
/*~ M-10 release */
	.read = dicebox_mdev_read,
/*~ M-10 read */
	.write = dicebox_mdev_write,
/*~ M-10 write */
	.ioctl = dicebox_mdev_ioctl,
/*~ M-10 ioctl */
};

static int dicebox_probe(struct platform_device *pdev)
{
	struct dicebox_host *host;

	host = devm_kzalloc(&pdev->dev, sizeof(*host), GFP_KERNEL);
	if (!host)
		return -ENOMEM;

	host->seed = DICEBOX_SEED;
	platform_set_drvdata(pdev, host);

	return mdev_register_device(&pdev->dev, &dicebox_mdev_ops);
/*~ M-17 mdev_register_device */
}

static int dicebox_remove(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
/*~ M-19 mdev_unregister_device */
	return 0;
}

static const struct of_device_id dicebox_of_match[] = {
	{ .compatible = "example,dicebox" },
	{ }
};
MODULE_DEVICE_TABLE(of, dicebox_of_match);

static struct platform_driver dicebox_driver = {
	.driver = {
		.name = "dicebox",
		.of_match_table = dicebox_of_match,
	},
	.probe = dicebox_probe,
	.remove = dicebox_remove,
};
module_platform_driver(dicebox_driver);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated pseudo random numbers");
