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
	struct vfio_device vdev;
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

static const struct vfio_device_ops dicebox_mdev_dev_ops;
static void dicebox_mdev_release_state(struct dicebox *box);

static int dicebox_mdev_probe(struct mdev_device *mdev)
{
	struct device *parent = mdev_parent_dev(mdev);
	struct dicebox_host *host = dev_get_drvdata(parent);
	struct dicebox *box;
	int ret;

	box = kzalloc(sizeof(*box), GFP_KERNEL);
	if (!box)
		return -ENOMEM;

	vfio_init_group_dev(&box->vdev, &mdev->dev, &dicebox_mdev_dev_ops);

	spin_lock_init(&box->lock);
	box->seed = host->seed;
	box->state = host->seed;
	dev_set_drvdata(&mdev->dev, box);

	dev_info(parent, "box %pUl\n", mdev_uuid(mdev));

	ret = vfio_register_group_dev(&box->vdev);
	if (ret) {
		dicebox_mdev_release_state(box);
		return ret;
	}

	return 0;
}

static void dicebox_mdev_release_state(struct dicebox *box)
{
	kfree(box);
}

static void dicebox_mdev_remove(struct mdev_device *mdev)
{
	struct dicebox *box = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&box->vdev);
	dicebox_mdev_release_state(box);
}

static int dicebox_mdev_open(struct vfio_device *vdev)
{
	return 0;
}

static void dicebox_mdev_release(struct vfio_device *vdev)
{
}

static ssize_t dicebox_mdev_read(struct vfio_device *vdev, char __user *buf,
				 size_t count, loff_t *ppos)
{
	struct dicebox *box = container_of(vdev, struct dicebox, vdev);
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

static ssize_t dicebox_mdev_write(struct vfio_device *vdev,
				  const char __user *buf, size_t count,
				  loff_t *ppos)
{
	struct dicebox *box = container_of(vdev, struct dicebox, vdev);
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

static long dicebox_mdev_ioctl(struct vfio_device *vdev, unsigned int cmd,
			       unsigned long arg)
{
	struct dicebox *box = container_of(vdev, struct dicebox, vdev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	spin_lock(&box->lock);
	box->state = box->seed;
	spin_unlock(&box->lock);
	return 0;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	struct dicebox_host *host =
		dev_get_drvdata(mtype_get_parent_dev(mtype));

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

static const struct vfio_device_ops dicebox_mdev_dev_ops = {
	.name = "vfio-dicebox",
	.open = dicebox_mdev_open,
	.release = dicebox_mdev_release,
	.read = dicebox_mdev_read,
	.write = dicebox_mdev_write,
	.ioctl = dicebox_mdev_ioctl,
};

static struct mdev_driver dicebox_mdev_driver = {
	.driver = {
		.name = "dicebox",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = dicebox_mdev_probe,
	.remove = dicebox_mdev_remove,
	.supported_type_groups = dicebox_types,
};

static int dicebox_probe(struct platform_device *pdev)
{
	struct dicebox_host *host;

	host = devm_kzalloc(&pdev->dev, sizeof(*host), GFP_KERNEL);
	if (!host)
		return -ENOMEM;

	host->seed = DICEBOX_SEED;
	platform_set_drvdata(pdev, host);

	return mdev_register_device(&pdev->dev, &dicebox_mdev_driver);
}

static int dicebox_remove(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
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

static int __init dicebox_mdev_init(void)
{
	int ret;

	ret = mdev_register_driver(&dicebox_mdev_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&dicebox_driver);
	if (ret)
		mdev_unregister_driver(&dicebox_mdev_driver);

	return ret;
}

static void __exit dicebox_mdev_exit(void)
{
	platform_driver_unregister(&dicebox_driver);
	mdev_unregister_driver(&dicebox_mdev_driver);
}

module_init(dicebox_mdev_init);
module_exit(dicebox_mdev_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated pseudo random numbers");
