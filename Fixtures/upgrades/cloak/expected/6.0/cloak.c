// SPDX-License-Identifier: GPL-2.0
/* Hands out a clock page; its state is found through the mdev. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>
#include <linux/kvm_host.h>

#define CLOAK_NOTIFY_SET_KVM	BIT(0)

#define to_cloak(m)	((struct cloak *)dev_get_drvdata(mdev_dev(m)))

struct cloak {
	struct mdev_device *mdev;
	struct kvm *kvm;
	unsigned long gfn;
	struct vfio_device *group;
	struct notifier_block nb;
	struct notifier_block kvm_nb;
};

struct cloak_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

static struct device *cloak_parent;
static atomic_t cloak_left = ATOMIC_INIT(2);
static const struct vfio_device_ops cloak_dev_ops;

static struct vfio_device *cloak_vfio_device(struct device *dev);

static int cloak_map(struct mdev_device *mdev, unsigned long gfn)
{
	struct cloak *cloak = to_cloak(mdev);
	unsigned long pfn;
	int ret;
	struct page *page;

	ret = vfio_pin_pages(cloak_vfio_device(mdev_dev(mdev)),
			     (dma_addr_t)gfn << PAGE_SHIFT, 1,
			     IOMMU_READ | IOMMU_WRITE, &page);
	if (ret < 0)
		return ret;
	pfn = page_to_pfn(page);
	dev_dbg(mdev_dev(mdev), "clock page at %lx\n", pfn);
	cloak->gfn = gfn;
	return 0;
}

static void cloak_unmap(struct cloak *cloak)
{
	if (cloak->gfn)
		vfio_unpin_pages(cloak_vfio_device(mdev_dev(cloak->mdev)),
				 (dma_addr_t)cloak->gfn << PAGE_SHIFT, 1);
	cloak->gfn = 0;
}

static int cloak_read_guest(struct mdev_device *mdev, u64 iova, void *to,
			    size_t len)
{
	struct cloak *cloak = to_cloak(mdev);

	return vfio_dma_rw(cloak->group, iova, to, len, false);
}

static void cloak_dma_unmap(struct vfio_device *vdev, u64 iova, u64 length)
{
	struct cloak *cloak;

	cloak = dev_get_drvdata(vdev->dev);
	if (!cloak->gfn)
		return;
	if (cloak->gfn >= iova >> PAGE_SHIFT)
		cloak_unmap(cloak);
}

static int cloak_kvm(struct notifier_block *nb, unsigned long action,
		     void *data)
{
	struct cloak *cloak = container_of(nb, struct cloak, kvm_nb);

	if (action & CLOAK_NOTIFY_SET_KVM)
		cloak->kvm = data;
	return NOTIFY_OK;
}

static int cloak_open(struct mdev_device *mdev)
{
	struct cloak *cloak = to_cloak(mdev);
	struct vfio_device *group;
	int ret;

	cloak->kvm_nb.notifier_call = cloak_kvm;

	if (cloak_vfio_device(mdev_dev(mdev))->kvm)
		cloak_kvm(&cloak->kvm_nb, CLOAK_NOTIFY_SET_KVM,
			  cloak_vfio_device(mdev_dev(mdev))->kvm);

	group = cloak_vfio_device(mdev_dev(mdev));
	if (IS_ERR_OR_NULL(group)) {
		ret = !group ? -EFAULT : PTR_ERR(group);
		goto undo_group;
	}
	cloak->group = group;
	return 0;

undo_group:
	cloak_kvm(&cloak->kvm_nb, CLOAK_NOTIFY_SET_KVM, NULL);
	return ret;
}

static void cloak_release(struct mdev_device *mdev)
{
	struct cloak *cloak = to_cloak(mdev);

	cloak->group = NULL;
	cloak_kvm(&cloak->kvm_nb, CLOAK_NOTIFY_SET_KVM, NULL);
	cloak_unmap(cloak);
}

static ssize_t cloak_write(struct mdev_device *mdev, const char __user *buf,
			   size_t count, loff_t *ppos)
{
	u64 gfn, seed;
	int ret;

	if (count != sizeof(gfn) || copy_from_user(&gfn, buf, count))
		return -EFAULT;
	ret = cloak_map(mdev, gfn);
	if (!ret)
		ret = cloak_read_guest(mdev, gfn << PAGE_SHIFT, &seed,
				       sizeof(seed));
	return ret ? ret : count;
}

static int cloak_create(struct mdev_device *mdev)
{
	struct cloak *cloak;

	cloak = kzalloc(sizeof(*cloak), GFP_KERNEL);
	if (!cloak)
		return -ENOMEM;
	cloak->mdev = mdev;
	dev_set_drvdata(&mdev->dev, cloak);
	return 0;
}

static void cloak_destroy(struct mdev_device *mdev)
{
	kfree(to_cloak(mdev));
}

static void cloak_mdev_release(struct device *dev, void *res)
{
	struct cloak_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct vfio_device *cloak_vfio_device(struct device *dev)
{
	struct cloak_mdev *wrapped =
		devres_find(dev, cloak_mdev_release, NULL, NULL);

	return wrapped ? &wrapped->vdev : NULL;
}

static int cloak_vfio_open(struct vfio_device *vdev)
{
	struct cloak_mdev *wrapped =
		container_of(vdev, struct cloak_mdev, vdev);

	return cloak_open(wrapped->mdev);
}

static void cloak_vfio_close(struct vfio_device *vdev)
{
	struct cloak_mdev *wrapped =
		container_of(vdev, struct cloak_mdev, vdev);

	cloak_release(wrapped->mdev);
}

static ssize_t cloak_vfio_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct cloak_mdev *wrapped =
		container_of(vdev, struct cloak_mdev, vdev);

	return cloak_write(wrapped->mdev, buf, count, ppos);
}

static int cloak_probe(struct mdev_device *mdev)
{
	struct cloak_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(cloak_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &cloak_dev_ops);
	devres_add(&mdev->dev, wrapped);
	ret = cloak_create(mdev);
	if (ret)
		return ret;
	ret = vfio_register_emulated_iommu_dev(&wrapped->vdev);
	if (ret)
		cloak_destroy(mdev);
	return ret;
}

static void cloak_remove(struct mdev_device *mdev)
{
	struct cloak_mdev *wrapped =
		devres_find(&mdev->dev, cloak_mdev_release, NULL, NULL);

	vfio_unregister_group_dev(&wrapped->vdev);
	cloak_destroy(mdev);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr,
					char *buf)
{
	return sprintf(buf, "%d\n", atomic_read(&cloak_left));
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *cloak_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group cloak_type_group = {
	.name = "1",
	.attrs = cloak_type_attrs,
};

static struct attribute_group *cloak_type_groups[] = {
	&cloak_type_group,
	NULL,
};

static const struct vfio_device_ops cloak_dev_ops = {
	.name = "vfio-cloak",
	.open_device = cloak_vfio_open,
	.close_device = cloak_vfio_close,
	.write = cloak_vfio_write,
	.dma_unmap = cloak_dma_unmap,
};

static struct mdev_driver cloak_driver = {
	.driver = {
		.name = "cloak",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = cloak_probe,
	.remove = cloak_remove,
	.supported_type_groups = cloak_type_groups,
};

static int __init cloak_init(void)
{
	int ret;

	ret = mdev_register_driver(&cloak_driver);
	if (ret)
		return ret;

	cloak_parent = root_device_register("cloak");
	if (IS_ERR(cloak_parent)) {
		ret = PTR_ERR(cloak_parent);
		goto err_driver;
	}

	ret = mdev_register_device(cloak_parent, &cloak_driver);
	if (ret)
		goto err_device;
	return 0;

err_device:
	root_device_unregister(cloak_parent);
err_driver:
	mdev_unregister_driver(&cloak_driver);
	return ret;
}

static void __exit cloak_exit(void)
{
	mdev_unregister_device(cloak_parent);
	root_device_unregister(cloak_parent);
	mdev_unregister_driver(&cloak_driver);
}

module_init(cloak_init);
module_exit(cloak_exit);
MODULE_LICENSE("GPL");
